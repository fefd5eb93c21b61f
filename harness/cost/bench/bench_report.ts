/** What `bench` found: per round trip and machine the designs from the fastest on. */
import type { Machine } from '../../types/scenario.ts';
import { type TimedCase, type Timing, timeCases } from './benny.ts';
import { type RoundTripId, roundTrip } from './round_trips.ts';

export interface TimedDesign {
  design: string;
  microseconds: number;
  /** Half of the 95% interval, percent. */
  margin: number;
  samples: number;
  /** By how much slower than the fastest, as a factor; 1 for the fastest. */
  relative: number;
  /** Whether the interval overlaps that of the fastest. */
  tied: boolean;
  /** Its result is wrong, and why; timed only because that was asked for. */
  wrong?: string;
}

export interface BenchResult {
  operation: string;
  machine: string;
  designs: TimedDesign[];
  /** Designs that are not timed, and why. */
  left: Record<string, string>;
}

export interface BenchOptions {
  machines: readonly Machine[];
  operations: readonly RoundTripId[];
  designs: readonly string[];
  base: string;
  /** Time designs whose result is wrong, too. */
  wrongToo: boolean;
  /** For all of it. */
  seconds: number;
  onProgress?: (done: number, what: string) => void;
}

export async function runBench(options: BenchOptions): Promise<BenchResult[]> {
  const { machines, operations, designs, base, wrongToo, seconds, onProgress } = options;
  const places = machines.flatMap((machine) => operations.map((operation) => ({ machine, operation })));
  const results: BenchResult[] = [];
  for (const { machine, operation } of places) {
    onProgress?.(results.length, `${operation} on ${machine.id}`);
    const cases: TimedCase[] = [];
    const left: Record<string, string> = {};
    const wrong = new Map<string, string>();
    for (const design of designs) {
      const trip = roundTrip(operation, machine, `${base}+${design}`);
      if (typeof trip === 'string') left[design] = trip;
      else if (trip.wrong && !wrongToo) left[design] = trip.wrong;
      else cases.push({ name: design, run: trip.run });
      if (typeof trip !== 'string' && trip.wrong) wrong.set(design, trip.wrong);
    }
    const timed = ranked(await inRounds(cases, seconds / places.length)).map((each) => {
      const why = wrong.get(each.design);
      return why === undefined ? each : { ...each, wrong: why };
    });
    results.push({ operation, machine: machine.id, designs: timed, left });
  }
  onProgress?.(results.length, '');
  return results;
}

const rounds = 3;

/**
 * Each case once a round, the order turned round in between; the quickest round counts. What else the machine does
 * comes and goes, and would else be taken for a difference between two designs.
 */
async function inRounds(cases: readonly TimedCase[], seconds: number): Promise<Timing[]> {
  const best = new Map<string, Timing>();
  for (let round = 0; round < rounds && cases.length > 0; round++) {
    const order = round % 2 === 0 ? cases : [...cases].reverse();
    for (const timing of await timeCases(order, seconds / cases.length / rounds)) {
      const known = best.get(timing.name);
      if (!known || timing.seconds < known.seconds) best.set(timing.name, timing);
    }
  }
  return [...best.values()];
}

export function ranked(timings: readonly Timing[]): TimedDesign[] {
  const sorted = [...timings].sort((a, b) => a.seconds - b.seconds);
  const fastest = sorted[0];
  return sorted.map(({ name, seconds, margin, samples }) => ({
    design: name,
    microseconds: seconds * 1e6,
    margin,
    samples,
    relative: seconds / fastest!.seconds,
    tied: seconds * (1 - margin / 100) <= fastest!.seconds * (1 + fastest!.margin / 100),
  }));
}

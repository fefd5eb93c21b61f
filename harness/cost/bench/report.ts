/** What `bench` found: per operation and machine the designs from the fastest on. */

import { type TimedCase, type Timing, timeCases } from './benny.ts';
import type { BenchGroup } from './cases.ts';
import { benchMemory } from './memory.ts';

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
  left: Record<string, string>;
}

/** Largest memory to work on: 128 MiB of struct pages. */
const mostPages = 2 ** 21;

export async function runBench(
  groups: readonly BenchGroup[],
  seconds: number,
  onProgress: (done: number, what: string) => void,
): Promise<BenchResult[]> {
  const cases = groups.reduce((sum, group) => sum + group.cases.length, 0);
  const results: BenchResult[] = [];
  let done = 0;
  for (const { operation, machine, cases: timed, left } of groups) {
    onProgress(done, `${operation} on ${machine.id}`);
    const memory = benchMemory(Math.min(mostPages, machine.pagesPerBlock));
    const toTime = timed.map(({ design, work }) => ({ name: design, prepare: () => () => work(memory) }));
    const timings = await inRounds(toTime, seconds / cases);
    done += timed.length;
    const designs = ranked(timings).map((each) => {
      const wrong = timed.find(({ design }) => design === each.design)?.wrong;
      return wrong === undefined ? each : { ...each, wrong };
    });
    results.push({ operation, machine: machine.id, designs, left });
  }
  onProgress(done, '');
  return results;
}

const rounds = 3;

/**
 * Each case once a round, the order turned round in between; the quickest round counts. What else the machine does
 * comes and goes, and would else be taken for a difference between two designs.
 */
async function inRounds(cases: readonly TimedCase[], secondsPerCase: number): Promise<Timing[]> {
  if (cases.length === 0) return [];
  const best = new Map<string, Timing>();
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? cases : [...cases].reverse();
    for (const timing of await timeCases(order, secondsPerCase / rounds)) {
      const known = best.get(timing.name);
      if (!known || timing.seconds < known.seconds) best.set(timing.name, timing);
    }
  }
  return cases.map(({ name }) => best.get(name)!);
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

export function renderBench(results: readonly BenchResult[], format: 'pretty' | 'markdown'): string {
  const head = 'Time of this model, not of a kernel: the work each operation counts, done on struct pages in memory.';
  const parts = results.map((result) => (format === 'markdown' ? markdown(result) : pretty(result)));
  const notes = notesOf(results).map((note) => (format === 'markdown' ? `- ${note}` : note));
  const hint = results.some(({ left }) => Object.keys(left).length > 0)
    ? 'A design whose result is wrong is not timed; --wrong-too times it all the same, and marks it.'
    : '';
  return `${[head, ...parts, notes.join('\n'), hint].filter(Boolean).join('\n\n')}\n`;
}

/** `1.9x slower`, `fastest`, `as fast` where the intervals overlap. */
export function relativeWord({ relative, tied }: TimedDesign, index: number): string {
  if (index === 0) return 'fastest';
  return tied ? `as fast (${relative.toFixed(2)}x)` : `${relative.toFixed(relative < 10 ? 2 : 0)}x slower`;
}

const rowsOf = ({ designs }: BenchResult): string[][] =>
  designs.map((each, index) => [
    each.design,
    `${Number(each.microseconds.toPrecision(3))} us`,
    `+-${each.margin.toFixed(1)}%`,
    `${relativeWord(each, index)}${each.wrong ? ', wrong' : ''}`,
  ]);

/** Why designs are not timed, or timed although wrong; each reason once. */
function notesOf(results: readonly BenchResult[]): string[] {
  const places = new Map<string, string[]>();
  const note = (text: string, { operation, machine }: BenchResult) =>
    places.set(text, [...(places.get(text) ?? []), `${operation} on ${machine}`]);
  for (const result of results) {
    for (const [design, why] of Object.entries(result.left)) note(`${design} is not timed|${why}`, result);
    for (const { design, wrong } of result.designs)
      if (wrong) note(`${design} is timed although wrong|${wrong}`, result);
  }
  return [...places].map(([text, where]) => {
    const [what] = text.split('|', 1);
    const why = text.slice(what!.length + 1);
    return `${what} in ${where.length === results.length ? 'any of these' : where.join(', ')}: ${why}`;
  });
}

function pretty(result: BenchResult): string {
  const rows = rowsOf(result);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  const lines = rows.map(
    (row) =>
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()}`,
  );
  if (lines.length === 0) lines.push('  nothing is timed');
  return [`${result.operation} on ${result.machine}`, ...lines].join('\n');
}

function markdown(result: BenchResult): string {
  const rows = [['design', 'median', 'margin', 'relative'], ['---', '---:', '---:', '---'], ...rowsOf(result)];
  const table = rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
  return `### ${result.operation} on ${result.machine}\n\n${table}`;
}

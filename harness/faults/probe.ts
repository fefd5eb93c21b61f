/** One scenario on one stack of patches, with who wrote what: what runs and experiments are compared by. */
import type { LinkPatch } from '../kernel/link.ts';
import { checkExpectations } from '../run/expectations.ts';
import { checkInvariants } from '../run/invariants.ts';
import { bootSession, type Session } from '../run/session.ts';
import type { Write } from '../state/journal.ts';
import type { StepResult, Violation } from '../types/result.ts';
import type { Fixture, Machine, Step } from '../types/scenario.ts';
import { beginExperiment } from './experiments.ts';
import { type Writer, writerOf } from './writer.ts';

export interface Sighting {
  violation: Violation;
  writer: Writer;
}

export interface Probe {
  /** The module threw: nothing can be concluded. */
  threw: boolean;
  /** 0-based index of the step that the kernel did not survive. */
  died: number | undefined;
  sightings: Sighting[];
  /** Per step, what it did to the machine: writes, events and what it returned. */
  did: string[][];
  /** Implementations that ran, as `file:function@patch`. */
  ran: ReadonlySet<string>;
}

/** A write with the functions that were running, outermost first, and the step. */
export interface LoggedWrite {
  write: Write;
  chain: string[];
  step: number;
}

export interface ProbeOptions {
  without?: readonly string[];
  /** Also what each step did, for {@link distance}. */
  doings?: boolean;
}

const keyOf = ({ object, field, start, end, to }: Write): string =>
  start === undefined ? `${object} ${field} ${String(to)}` : `${object} ${field} ${start}-${end} ${String(to)}`;

export function probe(
  fixture: Fixture,
  stack: string,
  layers: readonly LinkPatch[],
  options: ProbeOptions = {},
): Probe {
  const nothing: Probe = { threw: true, died: undefined, sightings: [], did: [], ran: new Set() };
  if (!beginExperiment()) return nothing;
  try {
    const session = bootSession(fixture.machine, stack, { lean: true, layers });
    const watch = watchSession(session, fixture.machine, options);
    for (const [index, each] of fixture.steps.entries()) {
      watch.step(each, index);
      if (session.fault) break;
    }
    return watch.end();
  } catch {
    return nothing;
  }
}

/** A session whose steps are judged. */
export interface WatchedSession {
  /** `index`: 0-based, of the step it is or is part of. */
  step(each: Step, index: number): StepResult;
  end(): Probe;
}

/** Judges what a freshly booted session does, and says who wrote what is wrong. */
export function watchSession(
  session: Session,
  machine: Machine,
  { without = [], doings = false }: ProbeOptions = {},
): WatchedSession {
  const log: LoggedWrite[] = [];
  const did: string[][] = [];
  const sightings: Sighting[] = [];
  const found = new Map<Violation, { chain: string[]; write: LoggedWrite | undefined }>();
  const { k } = session;
  let step = 0;
  let now: string[] = [];
  // Before the invariants' own listener, so that what is reported of a write finds it in the log.
  k.journal.listeners.push((write) => {
    log.push({ write, chain: [...k.calls], step });
    if (doings) now.push(keyOf(write));
  });
  const checks = checkInvariants(session, without, (violation) => {
    found.set(violation, { chain: [...k.calls], write: k.calls.length > 0 ? log.at(-1) : undefined });
  });
  const see = (violation: Violation): void => void sightings.push({ violation, writer: { chain: [], locks: [] } });
  return {
    step(each, index) {
      step = index;
      now = [];
      const events = k.notifications.length;
      checks.before(index, each);
      const result = session.step(each);
      for (const one of [...checkExpectations(each, result, index), ...checks.after(index, each, result)]) see(one);
      if (doings) {
        for (const { event, arg, ret } of k.notifications.slice(events))
          now.push(`${event} ${arg.start_pfn}+${arg.nr_pages} ${arg.status_change_nid} ${ret}`);
        did.push([
          ...now,
          result.rets.every((ret) => ret === 0) && result.ret === 0
            ? 'succeeded'
            : `returned ${result.rets.join(' ')} ${result.ret}`,
        ]);
      }
      if (session.fault) {
        const { kind, message, chain } = session.fault;
        const violation: Violation = {
          invariant: kind,
          class: 'crash',
          step: index,
          message,
          where: chain.join(' > '),
          claims: [],
        };
        found.set(violation, { chain, write: undefined });
        see(violation);
      }
      return result;
    },
    end() {
      for (const sighting of sightings)
        sighting.writer = writerOf(sighting.violation, log, found.get(sighting.violation), machine, !doings);
      return {
        threw: false,
        died: session.fault ? step : undefined,
        sightings,
        did,
        ran: new Set(session.ran.keys()),
      };
    },
  };
}

/** How much two runs differ in what they did up to and with `last`, or before it where one of them died there. */
export function distance(a: Probe, b: Probe, last: number): number {
  const until = Math.min(last + 1, a.died ?? Number.POSITIVE_INFINITY, b.died ?? Number.POSITIVE_INFINITY);
  let sum = 0;
  for (let at = 0; at < until; at++) {
    const counts = new Map<string, number>();
    for (const each of a.did[at] ?? []) counts.set(each, (counts.get(each) ?? 0) + 1);
    for (const each of b.did[at] ?? []) counts.set(each, (counts.get(each) ?? 0) - 1);
    for (const count of counts.values()) sum += Math.abs(count);
  }
  return sum;
}

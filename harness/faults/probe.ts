/** One scenario on one stack of patches, with who wrote what: what runs and experiments are compared by. */
import type { Kernel, LinkPatch } from '../kernel/link.ts';
import { checkExpectations } from '../run/expectations.ts';
import { checkInvariants } from '../run/invariants.ts';
import { bootSession } from '../run/session.ts';
import type { Write } from '../state/journal.ts';
import type { Violation } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
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
  { without = [], doings = false }: ProbeOptions = {},
): Probe {
  const log: LoggedWrite[] = [];
  const did: string[][] = [];
  const sightings: Sighting[] = [];
  const found = new Map<Violation, { chain: string[]; write: LoggedWrite | undefined }>();
  let step = 0;
  let now: string[] = [];
  let k: Kernel | undefined;
  let ran: ReadonlySet<string> = new Set();
  try {
    const session = bootSession(fixture.machine, stack, { lean: true, layers });
    k = session.k;
    // Before the invariants' own listener, so that what is reported of a write finds it in the log.
    k.journal.listeners.push((write) => {
      log.push({ write, chain: [...k!.calls], step });
      if (doings) now.push(keyOf(write));
    });
    const checks = checkInvariants(session, without, (violation) => {
      found.set(violation, { chain: [...session.k.calls], write: k!.calls.length > 0 ? log.at(-1) : undefined });
    });
    for (const [index, each] of fixture.steps.entries()) {
      step = index;
      now = [];
      const events = k.notifications.length;
      checks.before(index, each);
      const result = session.step(each);
      const violations = [...checkExpectations(each, result, index), ...checks.after(index, each, result)];
      for (const violation of violations) sightings.push({ violation, writer: { chain: [], locks: [] } });
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
        sightings.push({ violation, writer: { chain: [], locks: [] } });
        break;
      }
    }
    ran = new Set(session.ran.keys());
    for (const sighting of sightings)
      sighting.writer = writerOf(sighting.violation, log, found.get(sighting.violation), fixture, !doings);
    return { threw: false, died: session.fault ? step : undefined, sightings, did, ran };
  } catch {
    return { threw: true, died: undefined, sightings: [], did: [], ran };
  }
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

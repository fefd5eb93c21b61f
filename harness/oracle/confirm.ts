import { type Confirmed, type ConfirmedFunction, confirmable } from '../run/evidence.ts';
import { bootSession, type Session } from '../run/session.ts';
import { unobserved } from '../state/counters.ts';
import { type Conformance, conform } from './conform.ts';
import { notConfirmed } from './not_confirmed.ts';
import type { Recording } from './recording.ts';

export interface Confirmation {
  results: Conformance[];
  /** By function id, over all recordings that show no difference; sorted. */
  functions: Confirmed['functions'];
}

/**
 * Replays the recordings, each as the stack it says it is, and collects which model functions a real kernel has thereby
 * confirmed: those that ran while nothing differed. A recording with any difference confirms nothing, one of an older
 * kernel not what changed since, and a step nothing that was given the pages which made it end as it did.
 */
export function confirm(recordings: Recording[]): Confirmation {
  const confirmed = new Map<string, ConfirmedFunction>();
  const results = recordings.map((recording) => {
    let ran: [string, ConfirmedFunction][] = [];
    const sessions: Session[] = [];
    const result = conform(recording, (machine, stack) => {
      const session = bootSession(machine, stack, { noted: showsPageFlags(recording) });
      sessions.push(session);
      return { step: session.step, observe: session.observe, aside: (body) => unobserved(session.k.counters, body) };
    });
    const changed = notConfirmed(recording.kernel.release);
    if (result.different === 0) ran = sessions.flatMap(confirmable).filter(([id]) => !changed.has(id));
    for (const [id, { body, reads }] of ran)
      confirmed.set(id, { body, reads: [...new Set([...(confirmed.get(id)?.reads ?? []), ...reads])].sort() });
    return result;
  });
  const functions = Object.fromEntries([...confirmed].sort(byName));
  return { results, functions };
}

/** What the model says of /proc/kpageflags is compared with what the kernel showed there. */
const showsPageFlags = ({ steps }: Recording): boolean =>
  steps.some(({ observation }) => Object.keys(observation['kpageflags.nopage'] ?? {}).length > 0);

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

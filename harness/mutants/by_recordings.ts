import { conform } from '../oracle/conform.ts';
import type { Recording } from '../oracle/recording.ts';
import { bootSession } from '../run/session.ts';
import { type Mutant, patchOf } from './mutant.ts';
import { mutantsOf } from './rules.ts';
import { watchReplays } from './watch.ts';

export interface Scored {
  /** Function and operator. */
  id: string;
  what: string;
  status: 'killed' | 'explained' | 'survived';
  /** The recording that contradicts it, and the fields in which it does. */
  by?: { recording: string; fields: string[] };
  /** Why no recording does. */
  why?: string;
}

export interface MutationScore {
  recordings: number;
  total: number;
  killed: number;
  /** Survivors with a reason. */
  explained: number;
  /** Survivors without one. */
  survived: number;
  mutants: Scored[];
}

/** Replays recordings on a mutant until one contradicts it. */
function judge(mutant: Mutant, recordings: readonly Recording[]): Scored {
  const { id, title: what, survives: why } = mutant;
  for (const recording of recordings) {
    const { different, differences } = conform(recording, (machine, stack) =>
      bootSession(machine, stack, { patches: [patchOf(mutant)] }),
    );
    if (different === 0) continue;
    const fields = [...new Set(differences.map(({ field }) => field))];
    return { id, what, status: 'killed', by: { recording: recording.id, fields } };
  }
  return why === undefined ? { id, what, status: 'survived' } : { id, what, status: 'explained', why };
}

/**
 * How many mutants of the model the recordings contradict: one in `of`, beginning with number `first`. Every function
 * that runs in a replay of the recordings is changed in every way that applies to it.
 */
export function mutationScore(recordings: readonly Recording[], first = 0, of = 1, tell?: OnMutant): MutationScore {
  // One that contradicts the model as it is would contradict everything.
  const agreeing = recordings.filter((recording) => conform(recording, bootSession).different === 0);
  const all = mutantsOf(watchReplays(agreeing)).filter((_, index) => index % of === first % of);
  const mutants = all.map((mutant, index) => {
    tell?.(index, all.length, mutant.id);
    return judge(mutant, agreeing);
  });
  const count = (status: Scored['status']) => mutants.filter((mutant) => mutant.status === status).length;
  return {
    recordings: agreeing.length,
    total: mutants.length,
    killed: count('killed'),
    explained: count('explained'),
    survived: count('survived'),
    mutants,
  };
}
export type OnMutant = (done: number, of: number, id: string) => void;

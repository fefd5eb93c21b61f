import { boot } from '../../run/session.ts';
import { conform } from '../conform.ts';
import type { Recording } from '../recording.ts';
import type { Mutant } from './mutant.ts';

export interface Scored {
  id: string;
  what: string;
  /** The recording that contradicts it, and the fields in which it does; absent for one that survives. */
  by?: { recording: string; fields: string[] };
}

/** Replays recordings on a mutant until one contradicts it. */
export function score(mutant: Mutant, recordings: readonly Recording[]): Scored {
  const { id, what, patch } = mutant;
  for (const recording of recordings) {
    const { different, differences } = conform(recording, (machine, stack, options) =>
      boot(machine, stack, { ...options, patches: [patch] }),
    );
    if (different === 0) continue;
    return { id, what, by: { recording: recording.id, fields: [...new Set(differences.map(({ field }) => field))] } };
  }
  return { id, what };
}

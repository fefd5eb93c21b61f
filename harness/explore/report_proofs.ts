/** Proofs as a report keeps them: a pair of designs with how soon they part, by what is looked at. */
import type { ProofPart, ReportProof } from '../types/report.ts';
import { partingOf } from './prove.ts';
import { kindGroups, type Proven, withinOf } from './proven.ts';

/** `each`: by every kind of difference. */
export function reportProofs(proven: Proven, each = false): ReportProof[] {
  const { alphabet, blocks, pairs } = proven;
  const groups = kindGroups(proven, each);
  return pairs.map(({ a, b, relation, machines }) => ({
    a,
    b,
    relation,
    alphabet,
    blocks,
    machines: machines.map(({ machine }) => machine),
    parts: groups.map(({ head, kinds }): ProofPart => {
      const parting = partingOf(machines, kinds);
      if (parting === 'equal') return { seen: head, verdict: 'equal' };
      if (parting === 'unfinished') return { seen: head, verdict: 'unfinished', within: withinOf(machines) };
      const { steps, apartOn, titles, machines: at } = parting;
      return { seen: head, verdict: 'apart', steps, on: apartOn.length, sequence: titles, machine: at[0]! };
    }),
  }));
}

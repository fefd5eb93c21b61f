/** Many pairs of designs, a line each: equal, or after how many steps they part and on how many machines. */
import type { DifferenceKind } from '../../explore/graph.ts';
import { type PairProof, partingOf } from '../../explore/prove.ts';
import { alikeText, comparedText, kindGroups, type Proven, triedText } from '../../explore/proven.ts';

/** `2 on 1 of 34`: they part after two steps at the least, and part at all on one machine. */
export function cellText({ machines }: PairProof, kinds: readonly DifferenceKind[]): string {
  const parting = partingOf(machines, kinds);
  if (typeof parting === 'string') return alikeText(parting, machines);
  const { steps, apartOn } = parting;
  return apartOn.length === machines.length ? `${steps}` : `${steps} on ${apartOn.length} of ${machines.length}`;
}

/** Head, then a row a pair; the pairs of one relation. */
export function matrixRows(proven: Proven, relation: PairProof['relation'], each = false): string[][] {
  const columns = kindGroups(proven, each);
  const pairs = proven.pairs.filter((pair) => pair.relation === relation);
  if (pairs.length === 0) return [];
  return [
    [relation === 'designs' ? 'designs' : 'revisions', '', ...columns.map(({ head }) => head)],
    ...pairs.map((pair) => [pair.a, pair.b, ...columns.map(({ kinds }) => cellText(pair, kinds))]),
  ];
}

/** How to read it. */
export const matrixNote = (proven: Proven): string =>
  `Steps after which two designs part at the least, and on how many of the machines they part at all where not on all; ` +
  `equal: to the end of everything that can be done; equal to n steps: where designs have states without end. Tried: ${triedText(proven)}, ${proven.pairs[0]?.machines.length ?? 0} machines. ` +
  `Compared: ${comparedText(proven)}.`;

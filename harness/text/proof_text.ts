/** Pairs of designs in a table: how soon they part, by what is looked at. */
import type { ProofPart, ReportProof } from '../types/report.ts';

const stepsText = (count: number): string => `${count} step${count === 1 ? '' : 's'}`;

/** `2 on 1 of 34`: they part after two steps at the least, and part at all on one machine. */
function proofCell({ verdict, steps, on, within = 0 }: ProofPart, machines: number): string {
  if (verdict === 'equal') return 'equal';
  if (verdict === 'unfinished') return `equal to ${stepsText(within)}`;
  return on === machines ? `${steps}` : `${steps} on ${on} of ${machines}`;
}

/** Head, then a row a pair; the pairs of one relation. None where there is no such pair. */
export function proofRows(proofs: readonly ReportProof[], relation: ReportProof['relation']): string[][] {
  const pairs = proofs.filter((pair) => pair.relation === relation);
  if (pairs.length === 0) return [];
  return [
    [relation === 'designs' ? 'designs' : 'revisions', '', ...pairs[0]!.parts.map(({ seen }) => seen)],
    ...pairs.map(({ a, b, parts, machines }) => [a, b, ...parts.map((part) => proofCell(part, machines.length))]),
  ];
}

/** How to read it. */
export function proofNote(proofs: readonly ReportProof[]): string {
  const [first] = proofs;
  if (!first) return '';
  const { alphabet, blocks, machines } = first;
  return (
    'Steps after which two designs part at the least, and on how many of the machines they part at all where not on ' +
    'all; equal: to the end of everything that can be done; equal to n steps: where designs have states without end. ' +
    `Tried: alphabet ${alphabet}, ${blocks} block${blocks === 1 ? '' : 's'}, ${machines.length} machine${machines.length === 1 ? '' : 's'}.`
  );
}

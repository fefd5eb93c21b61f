import { describe, expect, it } from 'vitest';
import { proofAnalysisOf } from '../../harness/analysis/proofs.ts';
import type { ReportProof } from '../../harness/types/report.ts';

const proof = (a: string, b: string, changes: Partial<ReportProof> = {}): ReportProof => ({
  a,
  b,
  relation: 'designs',
  alphabet: 'default',
  blocks: 2,
  machines: ['one', 'two', 'three'],
  parts: [
    { seen: 'at rest', verdict: 'apart', steps: 2, on: 1, sequence: ['add d0', 'offline d0'], machine: 'two' },
    { seen: 'returned', verdict: 'equal' },
    { seen: 'notifiers', verdict: 'unfinished', within: 7 },
  ],
  ...changes,
});

describe('how designs differ', () => {
  it('is a row a pair, designs and revisions apart', () => {
    const { tables } = proofAnalysisOf([proof('a', 'b'), proof('b', 'b2', { relation: 'revision' })], []);
    expect(tables).toEqual([
      [
        ['designs', '', 'at rest', 'returned', 'notifiers'],
        ['a', 'b', '2 on 1 of 3', 'equal', 'equal to 7 steps'],
      ],
      [
        ['revisions', '', 'at rest', 'returned', 'notifiers'],
        ['b', 'b2', '2 on 1 of 3', 'equal', 'equal to 7 steps'],
      ],
    ]);
  });

  it('is told in a sentence of the two that hold up best', () => {
    const { line } = proofAnalysisOf([proof('a', 'b'), proof('a', 'c')], ['c', 'a', 'b']);
    expect(line).toBe(
      'Held against each other over every sequence of alphabet default on 2 blocks and 3 machines, a and c part at rest ' +
        'after 2 steps (add d0; offline d0), on 1; are equal in what is returned; are equal in what notifiers are told ' +
        'within 7 steps.',
    );
  });

  it('is not told where nothing was held against each other', () => {
    expect(proofAnalysisOf([], ['a', 'b'])).toEqual({ tables: [], note: '', line: '' });
  });
});

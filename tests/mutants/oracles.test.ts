import { expect, test } from 'vitest';
import { GraphJudge } from '../../harness/mutants/by_graphs.ts';
import { leftOut } from '../../harness/mutants/change.ts';
import { groundsOn } from '../../harness/mutants/grounds.ts';
import { killScore } from '../../harness/mutants/kill_score.ts';
import type { OracleVerdict } from '../../harness/mutants/oracle.ts';
import { machines } from '../explore/walks.ts';

const [smallest] = groundsOn(machines);
const judge = new GraphJudge([smallest!]);
const both = ['explore', 'prove'] as const;
const stack = 'linux@5.12+unpatched';

test('a resource that stays is found wrong, and seen to differ, after two moves', () => {
  const change = leftOut('release_memory_resource');
  const { explore, prove } = judge.judge({ id: 'wrong', title: '', function: '', change }, stack, both);
  expect(explore).toMatchObject({ what: expect.stringMatching(/^restore\//), steps: ['add d0', 'remove d0'] });
  expect(prove).toMatchObject({ what: 'sysfs', steps: ['add d0', 'remove d0'] });
});

test('a function left out only where it never is called is equal in all states', () => {
  const change = leftOut('release_memory_resource', () => false);
  const judgement = judge.judge({ id: 'same', title: '', function: '', change }, stack, both);
  expect(judgement).toMatchObject({ grounds: 1, complete: true });
  expect([judgement.explore, judgement.prove]).toEqual([undefined, undefined]);
});

test('a change of what does not run there is no walk', () => {
  const change = leftOut('kdb_read');
  expect(judge.judge({ id: 'beside', title: '', function: '', change }, stack, both).grounds).toBe(0);
});

test('a mutant counts for each oracle that tells it, and is put down to the first', () => {
  const told: OracleVerdict = {
    id: 'a',
    made: 'choice',
    title: '',
    function: '',
    stack,
    status: 'killed',
    kills: [
      { by: 'explore', what: 'oops', on: 'there' },
      { by: 'prove', what: 'death', on: 'there' },
    ],
  };
  const equal: OracleVerdict = { ...told, id: 'b', status: 'equivalent', kills: [], why: 'equal' };
  const { killedBy, mutants, ...counts } = killScore([told, equal], ['explore', 'prove']);
  expect(counts).toMatchObject({ total: 2, killed: 1, equivalent: 1, survived: 0 });
  expect(killedBy).toEqual({ explore: 1, prove: 1 });
  expect(mutants.map(({ by }) => by)).toEqual(['explore', null]);
});

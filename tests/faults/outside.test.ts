import { expect, test } from 'vitest';
import type { FaultTask } from '../../harness/faults/of_report.ts';
import { type Ask, faultsOutside } from '../../harness/faults/outside.ts';
import { sampleFixture } from '../sample_report.ts';

const violation = {
  invariant: 'span/zone-edges',
  class: 'wrong number to user space' as const,
  step: 0,
  message: 'zone 0:Movable ends at pfn 32768, where no page is',
  where: 'zone 0:Movable',
  claims: [],
};
const task: FaultTask = {
  design: 'mine@v1',
  base: 'linux@5.12',
  without: [],
  fixtures: [sampleFixture('a/one')],
  told: [{ fixture: 'a/one', violations: [violation], evidence: { checked: [], unchecked: [] } }],
};

/** A thread that ends at each of these experiments unless it is left out. */
function endingAt(...parts: number[]): { ask: Ask; asked: number[][] } {
  const asked: number[][] = [];
  const ask: Ask = async (_module, { skip }) => {
    asked.push([...skip]);
    const part = parts.find((each) => !skip.includes(each));
    return part === undefined ? { output: [] } : { why: 'no end after 1 s of work', part };
  };
  return { ask, asked };
}

test('an experiment that does not end is left out the next time', async () => {
  const { ask, asked } = endingAt(7, 12);
  expect(await faultsOutside(task, ask)).toEqual({ faults: [] });
  expect(asked).toEqual([[], [7], [7, 12]]);
});

test('after three experiments that do not end the faults are told by what was seen', async () => {
  const { ask, asked } = endingAt(1, 2, 3, 4);
  const { faults, why } = await faultsOutside(task, ask);
  expect(why).toBe('no end after 1 s of work');
  expect(asked).toHaveLength(4);
  expect(faults.map(({ id, class: name, seenIn, exchange }) => ({ id, name, seenIn, exchange }))).toEqual([
    { id: 'mine/unknown/zone-edges', name: 'wrong number to user space', seenIn: ['a/one'], exchange: undefined },
  ]);
});

test('a design that throws in its thread has the faults that were seen', async () => {
  const { faults } = await faultsOutside(task, async () => ({ why: 'no such thing', part: 0 }));
  expect(faults).toHaveLength(1);
});

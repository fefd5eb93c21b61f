import { expect, test } from 'vitest';
import { lockstep } from '../../harness/compare/lockstep.ts';
import { differingModel, sampleFixture, sampleRun } from '../sample_report.ts';

const walk = (id: string) =>
  lockstep(['unpatched', 'oscar@v5'].map((design) => differingModel(sampleFixture(id), design)));

test('a step lists every value in which designs differ', () => {
  const [, online] = walk('span/two');
  expect(online?.differences).toEqual([
    {
      field: 'zone.present',
      key: '0:Movable',
      values: [
        { designs: ['unpatched'], value: 32768 },
        { designs: ['oscar@v5'], value: 40000 },
      ],
    },
  ]);
});

test('a violation is told at its step, with its design', () => {
  const [add, online] = walk('span/two');
  expect(add?.violations).toEqual([]);
  expect(online?.violations).toMatchObject([{ design: 'oscar@v5', invariant: 'presentWithinSpan' }]);
});

test('a run that ended early returns nothing at later steps', () => {
  const short = sampleRun('f', 'b');
  short.steps.pop();
  const [, online] = lockstep([sampleRun('f', 'a'), short]);
  expect(online?.ret).toEqual([
    { designs: ['a'], value: 0 },
    { designs: ['b'], value: null },
  ]);
});

test('steps go on as long as any run does, the first or another', () => {
  const short = sampleRun('f', 'a');
  short.steps.pop();
  const titles = (runs: Parameters<typeof lockstep>[0]) => lockstep(runs).map(({ step, title }) => [step, title]);
  const both = [
    [0, 'add d0'],
    [1, 'online_movable d0'],
  ];
  expect(titles([short, sampleRun('f', 'b')])).toEqual(both);
  expect(titles([sampleRun('f', 'b'), short])).toEqual(both);
  expect(titles([short])).toEqual([[0, 'add d0']]);
});

test('a run that had ended is not compared with those that go on', () => {
  const short = sampleRun('f', 'a');
  short.steps.pop();
  expect(lockstep([short, sampleRun('f', 'b')])[1]?.differences).toEqual([]);
});

import { expect, test } from 'vitest';
import { lockstep } from '../../harness/compare/lockstep.ts';
import type { ConsequenceClass } from '../../harness/types/result.ts';
import type { Machine } from '../../harness/types/scenario.ts';
import { differingModel, sampleFixture, sampleRun, sampleStep } from '../sample_report.ts';

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
      between: 'designs',
      sources: [],
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

const subject = { machine: { pagesPerBlock: 64, pagesPerSection: 32 } as Machine, reference: 'unpatched' };

/** One step after which a design has so much memmap in its block, so many present pages, and sees so many look-ups. */
const after = (design: string, vmemmap: number, present: number, lookups = 0) => {
  const step = sampleStep('add d0', present);
  const more = { 'block.nr_vmemmap_pages': { '4': vmemmap }, lookups: { pfn_to_online_page: lookups } };
  return sampleRun('f', design, { steps: [{ ...step, observation: { ...step.observation, ...more } }] });
};

test('differences between designs come before those that all designs have from the reference, the feature last', () => {
  const [step] = lockstep([after('unpatched', 0, 5, 1), after('a', 8, 6, 2), after('b', 8, 6, 3)], subject);
  expect(step?.differences.map(({ field, between }) => [field, between])).toEqual([
    ['lookups', 'designs'],
    ['zone.present', 'reference'],
    ['block.nr_vmemmap_pages', 'feature'],
  ]);
});

test('a value that two designs show in their own ways is no affair of the feature', () => {
  const [step] = lockstep([after('unpatched', 0, 5), after('a', 8, 5), after('b', 16, 5)], subject);
  expect(step?.differences.map(({ between }) => between)).toEqual(['designs']);
});

test('the end of a kernel is told before what else is wrong at that step, and the graver before the lesser', () => {
  const wrong = (invariant: string, name: ConsequenceClass) => ({
    invariant,
    class: name,
    step: 0,
    message: '',
    where: '',
    claims: [],
  });
  const violations = [wrong('x', 'hygiene'), wrong('y', 'crash'), wrong('oops', 'crash')];
  const [step] = lockstep([sampleRun('f', 'a', { violations })]);
  expect(step?.violations.map(({ invariant }) => invariant)).toEqual(['oops', 'y', 'x']);
});

test('designs that a value comes to from the same write share a source', () => {
  const writes = [{ step: 0, object: 'zone 0:Movable', field: 'present_pages', by: ['mm/x:f'] }];
  const runs = [after('unpatched', 0, 5), ...['a', 'b'].map((design) => ({ ...after(design, 0, 6), writes }))];
  expect(lockstep(runs, subject)[0]?.differences[0]?.sources).toEqual([
    { designs: ['a', 'b'], step: 0, function: 'f', chain: ['f'] },
  ]);
});

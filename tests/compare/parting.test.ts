import { expect, test } from 'vitest';
import { classesOf } from '../../harness/compare/parting.ts';
import type { Fixture } from '../../harness/types/scenario.ts';
import { sampleDesign, sampleFixture, sampleRun, sampleStep } from '../sample_report.ts';

const unpatched = sampleDesign('unpatched', { provenance: 'release' });
const [a, b] = [sampleDesign('a'), sampleDesign('b')];
const fixture: Fixture = sampleFixture('span/one');

/** A block with so much memmap of its own, and so many present pages after each step. */
const runOf = (design: string, vmemmap: number, ...present: number[]) =>
  sampleRun('span/one', design, {
    steps: present.map((pages, at) => {
      const step = sampleStep(`step ${at}`, pages);
      return { ...step, observation: { ...step.observation, 'block.nr_vmemmap_pages': { '48': vmemmap } } };
    }),
  });

test('the kernel as released is in no class of several designs', () => {
  const header = { designs: [unpatched, a, b], reference: 'unpatched' };
  const runs = [runOf('unpatched', 0, 1), runOf('a', 8, 1), runOf('b', 8, 1)];
  expect(classesOf(fixture, header, runs)).toEqual({ groups: [['a', 'b']], firstDivergence: null });
});

test('designs part where they do, not where the feature first shows', () => {
  const header = { designs: [unpatched, a, b], reference: 'unpatched' };
  const runs = [runOf('unpatched', 0, 1, 1), runOf('a', 8, 1, 2), runOf('b', 8, 1, 3)];
  expect(classesOf(fixture, header, runs).firstDivergence).toEqual({
    step: 1,
    title: 'step 1',
    field: 'zone.present',
    key: '0:Movable',
    values: [
      { designs: ['a'], value: 2 },
      { designs: ['b'], value: 3 },
    ],
  });
});

test('a design alone is compared with the kernel as released, past what is the feature', () => {
  const header = { designs: [unpatched, a], reference: 'unpatched' };
  const parting = classesOf(fixture, header, [runOf('unpatched', 0, 1, 1), runOf('a', 8, 1, 2)]);
  expect(parting.groups).toEqual([['unpatched'], ['a']]);
  expect(parting.firstDivergence).toMatchObject({ step: 1, field: 'zone.present' });
  expect(parting.firstDivergence).not.toHaveProperty('ofFeature');
});

test('where a design alone differs in nothing but the feature, that is said', () => {
  const header = { designs: [unpatched, a], reference: 'unpatched' };
  const { firstDivergence } = classesOf(fixture, header, [runOf('unpatched', 0, 1), runOf('a', 8, 1)]);
  expect(firstDivergence).toMatchObject({ step: 0, field: 'block.nr_vmemmap_pages', ofFeature: true });
});

test('a design that stands in for a missing reference is one of the designs', () => {
  const runs = [runOf('a', 8, 1), runOf('b', 8, 1)];
  expect(classesOf(fixture, { designs: [a, b], reference: 'a' }, runs).groups).toEqual([['a', 'b']]);
});

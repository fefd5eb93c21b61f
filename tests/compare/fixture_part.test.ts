import { expect, test } from 'vitest';
import { partOf, type Runner } from '../../harness/compare/fixture_part.ts';
import type { Header } from '../../harness/types/report.ts';
import type { RunResult } from '../../harness/types/result.ts';
import type { Fixture } from '../../harness/types/scenario.ts';
import { sampleDesign, sampleFixture, sampleHeader, sampleRun, sampleStep } from '../sample_report.ts';

const header: Header = sampleHeader(
  ['unpatched', 'a', 'b'].map((id) => sampleDesign(id)),
  1,
);
const fixture = sampleFixture('span/one');
const off = (id: string): Fixture => {
  const on = sampleFixture(id);
  return { ...on, machine: { ...on.machine, config: { ...on.machine.config, memmap_on_memory: 'off' } } };
};

/** A part, and what was run for it: design, `off` where the feature was. */
async function part(
  of: Fixture,
  changes: Partial<Header> = {},
  runs: (design: string) => Partial<RunResult> = () => ({}),
) {
  const ran: string[] = [];
  const run: Runner = ({ id, machine }, design) => {
    ran.push(`${design}${machine.config.memmap_on_memory === 'off' ? ' off' : ''}`);
    return sampleRun(id, design, runs(design));
  };
  return { ...(await partOf({ ...header, ...changes }, of, run)), ran };
}

test('each design runs as the fixture is, and once more with the feature off', async () => {
  const { ran, results, comparison } = await part(fixture);
  expect(ran).toEqual(['unpatched', 'a', 'b', 'unpatched off', 'a off', 'b off']);
  expect(results.map(({ design }) => design)).toEqual(['unpatched', 'a', 'b']);
  expect(comparison.featureOn).toBe(true);
});

test('a fixture that has the feature off is run once, and compared all the same', async () => {
  const { ran, featureOff, comparison } = await part(off('span/one'));
  expect(ran).toEqual(['unpatched off', 'a off', 'b off']);
  expect(featureOff).toEqual({ compared: 2, different: 0, exceptions: [] });
  expect(comparison.featureOn).toBe(false);
});

test('without the reference nothing is held against it', async () => {
  const { featureOff } = await part(fixture, { designs: [sampleDesign('a'), sampleDesign('b')] });
  expect(featureOff).toEqual({ compared: 0, different: 0, exceptions: [] });
});

test('a design that differs with the feature off is counted and named as the header names it', async () => {
  const steps = [sampleStep('add d0', 1)];
  const { featureOff } = await part(fixture, {}, (design) =>
    design === 'b' ? { design: 'linux@5.12+b', fixture: 'other', steps } : {},
  );
  expect(featureOff).toMatchObject({ compared: 2, different: 1 });
  expect(featureOff.exceptions).toMatchObject([{ design: 'b', fixture: 'span/one' }]);
});

test('the comparison tells steps by what the last action of each is', async () => {
  const [add, online] = fixture.steps;
  const both = { ...fixture, steps: [{ ...add!, title: 'both', actions: [...add!.actions, ...online!.actions] }] };
  expect((await part(both)).comparison.steps).toEqual([{ title: 'both', op: 'online_movable', line: 4 }]);
});

const violation = { class: 'crash', step: 0, message: '', where: '', claims: [] } as const;
const broken = (invariant: string): Partial<RunResult> => ({
  verdict: 'violates',
  violations: [{ ...violation, claims: [], invariant }],
});
const revision = (id: string, of?: string, ...functions: string[]): NonNullable<Header['revisions']>[number] => ({
  id,
  title: '',
  provenance: 'posted',
  ...(of ? { mended: { of, mends: [{ id: 'fix:one', title: '' }], functions } } : {}),
});

test('revisions that end alike are told together, those in which nothing goes wrong are not', async () => {
  const runs = (design: string) => (design === 'a@2' ? {} : broken(design === 'a@4' ? 'other' : 'one'));
  const revisions = ['a@1', 'a@2', 'a@3', 'a@4'].map((id) => revision(id));
  expect((await part(fixture, { revisions }, runs)).comparison.revisions).toEqual([
    { designs: ['a@1', 'a@3'], verdict: 'violates', worst: 'crash', invariant: 'one' },
    { designs: ['a@4'], verdict: 'violates', worst: 'crash', invariant: 'other' },
  ]);
});

test('a revision that gave no answer has no worst', async () => {
  const runs = (design: string): Partial<RunResult> => (design === 'a@1' ? { verdict: 'timeout' } : {});
  const { comparison } = await part(fixture, { revisions: [revision('a@1')] }, runs);
  expect(comparison.revisions).toEqual([{ designs: ['a@1'], verdict: 'timeout' }]);
});

test('a mended reading runs where a function that it replaces runs, and is its design elsewhere', async () => {
  const runs = (design: string): Partial<RunResult> => ({
    ...(design.startsWith('b') ? broken('one') : {}),
    evidence: { checked: ['mm/x:shrink_zone_span@b'], unchecked: ['mm/x:online_pages[pfn]'] },
  });
  const revisions = [
    revision('a+elsewhere', 'a', 'offline_pages'),
    revision('a+checked', 'a', 'shrink_zone_span'),
    revision('a+unchecked', 'a', 'offline_pages', 'online_pages'),
    revision('b+elsewhere', 'b', 'shrink_zone'),
  ];
  const { ran, comparison } = await part(fixture, { revisions }, runs);
  expect(ran.slice(3, 5)).toEqual(['a+checked', 'a+unchecked']);
  expect(ran).not.toContain('b+elsewhere');
  expect(comparison.revisions).toMatchObject([{ designs: ['b+elsewhere'], invariant: 'one' }]);
});

test('evidence and counters of a result are in order, whatever order a run has them in', async () => {
  const { results } = await part(fixture, {}, () => ({
    cost: { z: 1, a: 2 },
    evidence: { checked: ['z', 'a'], unchecked: ['y', 'b'] },
  }));
  expect(Object.keys(results[0]!.cost)).toEqual(['a', 'z']);
  expect(results[0]!.evidence).toEqual({ checked: ['a', 'z'], unchecked: ['b', 'y'] });
});

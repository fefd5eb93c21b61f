import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { featureOffException, withFeatureOff } from '../../harness/compare/feature_off.ts';
import { type FakeModel, sampleFixture, sampleReport, sampleRun, sampleStep } from '../sample_report.ts';

test('the feature is switched off on a copy', () => {
  const fixture = sampleFixture('span/one');
  expect(withFeatureOff(fixture).machine.config.memmap_on_memory).toBe('off');
  expect(fixture.machine.config.memmap_on_memory).toBe('on');
});

test('a fixture with the feature off is itself', () => {
  const off = withFeatureOff(sampleFixture('span/one'));
  expect(withFeatureOff(off)).toBe(off);
});

test('equal observations and counters are no exception', () => {
  expect(featureOffException(sampleRun('f', 'unpatched'), sampleRun('f', 'oscar@v5'))).toBeUndefined();
});

test('a counter alone is an exception, with the replaced function that ran', () => {
  const run = sampleRun('f', 'oscar@v5', {
    steps: [
      sampleStep('add d0', 0),
      sampleStep('online', 32768, { counters: { 'page.init': 1, 'lock taken: zone': 1 } }),
    ],
    evidence: { checked: ['mm/sparse.c:sparse_add_section'], unchecked: ['mm/memory_hotplug.c:online_pages@oscar@v5'] },
  });
  expect(featureOffException(sampleRun('f', 'unpatched'), run)).toEqual({
    fixture: 'f',
    design: 'oscar@v5',
    step: 1,
    what: 'counter page.init',
    reference: 32768,
    value: 1,
    replaced: ['mm/memory_hotplug.c:online_pages'],
  });
});

test('an observation at an earlier step comes before a counter', () => {
  const run = sampleRun('f', 'oscar@v5', { steps: [sampleStep('add d0', 7), sampleStep('online', 32768)] });
  expect(featureOffException(sampleRun('f', 'unpatched'), run)).toMatchObject({
    step: 0,
    what: 'zone.present 0:Movable',
  });
});

test('a report counts the pairs compared and those that differ', async () => {
  const leaky: FakeModel = (fixture, design) =>
    sampleRun(fixture.id, design, design === 'oscar@v5' ? { steps: [sampleStep('add d0', 1)] } : {});
  const { featureOff } = await sampleReport(leaky);
  expect(featureOff).toMatchObject({ compared: 4, different: 2 });
  expect(featureOff.exceptions.map(({ design }) => design)).toEqual(['oscar@v5', 'oscar@v5']);
});

test('the same difference by the same functions is told once, with designs and fixtures', async () => {
  const refusing: FakeModel = (fixture, design) =>
    design === 'unpatched'
      ? sampleRun(fixture.id, design)
      : sampleRun(fixture.id, design, {
          steps: [sampleStep('add d0', 0, { ret: -22 })],
          evidence: {
            checked: [`added:helper@${design}`, `mm/memory_hotplug/add:addRangeAndBlocks@${design}`],
            unchecked: [],
          },
        });
  expect(analyse(await sampleReport(refusing)).featureOff.groups).toMatchObject([
    {
      designs: ['oscar@v5', 'david@v10'],
      fixtures: ['span/one step 1', 'span/two step 1'],
      difference: 'returns -EINVAL, not 0',
      hunk: ['mm/memory_hotplug/add:addRangeAndBlocks'],
    },
  ]);
});

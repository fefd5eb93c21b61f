import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { divergenceText } from '../../harness/analysis/partitions.ts';
import { type FakeModel, sampleDesign, sampleReport, sampleRun, sampleStep } from '../sample_report.ts';

const designs = [
  sampleDesign('unpatched', { provenance: 'release' }),
  ...['michal@pfn-block', 'oscar@v5', 'david@v10'].map((id) => sampleDesign(id)),
];

/** oscar@v5 is alone in f/1, david@v10 in f/3 and f/4; in f/2 all are alike. */
const model: FakeModel = ({ id }, design) => {
  const alone = id === 'f/1' ? 'oscar@v5' : 'david@v10';
  return sampleRun(id, design, { steps: [sampleStep('add d0', id !== 'f/2' && design === alone ? 9 : 5)] });
};

test('fixtures in which the designs part alike stand together, the commonest first; those in which none part do not', async () => {
  expect(analyse(await sampleReport(model, ['f/1', 'f/2', 'f/3', 'f/4'], designs)).partitions).toMatchObject([
    { text: 'michal@pfn-block = oscar@v5 != david@v10', fixtures: [{ fixture: 'f/3' }, { fixture: 'f/4' }] },
    {
      text: 'michal@pfn-block = david@v10 != oscar@v5',
      fixtures: [{ fixture: 'f/1', divergence: 'step 1 add d0: zone.present 0:Movable is 5 | 9' }],
    },
  ]);
});

test.each([
  [null, 'no step differs'],
  [
    {
      step: 1,
      title: 'offline',
      field: 'ret',
      key: 'step',
      values: [
        { designs: ['b'], value: -16 },
        { designs: ['a'], value: 0 },
      ],
    },
    'step 2 offline: returns 0 | -EBUSY',
  ],
  [
    {
      step: 0,
      title: 'add',
      field: 'verdict',
      key: '',
      values: [
        { designs: ['a'], value: 'ok' },
        { designs: ['b'], value: null },
      ],
    },
    'step 1 add: verdict is ok | none',
  ],
  [
    {
      step: 0,
      title: 'add',
      field: 'block.nr_vmemmap_pages',
      key: '48',
      values: [
        { designs: ['a'], value: 0 },
        { designs: ['b'], value: 8 },
      ],
      ofFeature: true as const,
    },
    'step 1 add: block.nr_vmemmap_pages 48 is 0 | 8, which is the feature itself',
  ],
])('values stand in the order of the classes', async (firstDivergence, text) => {
  const [fixture] = (await sampleReport(model, ['f/1'])).fixtures;
  expect(divergenceText({ ...fixture!, groups: [['a'], ['b']], firstDivergence })).toBe(text);
});

import { expect, test } from 'vitest';
import { faultsBetween, type InterdiffFault } from '../../harness/analysis/interdiff_faults.ts';
import { indexReport } from '../../harness/analysis/report_index.ts';
import type { Fault } from '../../harness/types/fault.ts';
import { sampleFault } from '../sample_fault.ts';
import { sampleReport, violatingModel } from '../sample_report.ts';

const model = violatingModel({
  'oscar@v5': { 'span/one': ['hygiene'] },
  'david@v10': { 'span/one': ['hygiene', 'crash'] },
});
const plain = await sampleReport(model);
const between = (faults: Fault[], designs: [string, string] = ['oscar@v5', 'david@v10']) =>
  faultsBetween(indexReport({ ...plain, faults }), designs, ({ id }) => (id.endsWith('/known') ? ['g'] : undefined));
const ids = (faults: Fault[]) =>
  Object.fromEntries(
    (Object.entries(between(faults)) as [string, InterdiffFault[]][]).map(([key, list]) => [
      key,
      list.map(({ fault }) => fault),
    ]),
  );

test('a fault of the earlier design alone is mended, of the later alone new, of both kept', () => {
  const faults = [
    sampleFault('oscar/f/a', { designs: ['oscar@v5'] }),
    sampleFault('david/f/b', { designs: ['david@v10'] }),
    sampleFault('linux/f/c', { designs: ['oscar@v5', 'david@v10'] }),
  ];
  expect(ids(faults)).toEqual({ mended: ['oscar/f/a'], new: ['david/f/b'], kept: ['linux/f/c'] });
});

test('the hunks that mend it are told, none where no scenario shows it', () => {
  const [known, other] = ['oscar/f/known', 'oscar/f/other'].map((id) => sampleFault(id, { designs: ['oscar@v5'] }));
  expect(between([known!, other!]).mended.map(({ by }) => by)).toEqual([['g'], []]);
});

test('the gravest come first', () => {
  const faults = (['hygiene', 'crash', 'slow path'] as const).map((name) =>
    sampleFault(`oscar/f/${name}`, { designs: ['oscar@v5'], class: name }),
  );
  expect(between(faults).mended.map((each) => each.class)).toEqual(['crash', 'slow path', 'hygiene']);
});

test('a kept fault says what it came to, where that was something else', () => {
  const seen = (design: string, invariants: string[]) => ({ fixture: 'span/one', design, step: 0, invariants });
  const worse = sampleFault('linux/f/c', {
    designs: ['oscar@v5', 'david@v10'],
    class: 'crash',
    seen: [seen('oscar@v5', ['no/hygiene']), seen('david@v10', ['no/hygiene', 'no/crash'])],
  });
  expect(between([worse]).kept).toMatchObject([{ class: 'crash', was: { class: 'hygiene', needs: [] } }]);
  const same = { ...worse, seen: [seen('oscar@v5', ['no/hygiene']), seen('david@v10', ['no/hygiene'])] };
  expect(between([same]).kept[0]).not.toHaveProperty('was');
});

test.each([
  ['linux@5.12', true],
  ['memmap-on-memory@v5', true],
  ['oscar@v5', false],
  ['david@poc-posted', false],
])('a hunk of %s is inherited: %s', (of, inherited) => {
  expect(between([sampleFault('x/f/y', { of, designs: ['oscar@v5', 'david@v10'] })]).kept[0]?.inherited).toBe(
    inherited,
  );
});

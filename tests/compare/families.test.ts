import { expect, test } from 'vitest';
import { familiesOf } from '../../harness/compare/families.ts';
import { familyText } from '../../harness/report/words.ts';
import { sampleDesign, sampleReport, violatingModel } from '../report/sample.ts';

const designs = [
  sampleDesign('unpatched', { provenance: 'release', family: 'unpatched' }),
  sampleDesign('one@v1', { family: 'one' }),
  sampleDesign('two@v1', { family: 'two' }),
];
const revisions = [
  { id: 'one@v2', title: '', provenance: 'repaired' as const, family: 'one' },
  { id: 'one@v3', title: '', provenance: 'posted' as const, family: 'one' },
];
const model = violatingModel({
  'one@v1': { 'f/1': ['crash'] },
  'one@v2': { 'f/2': ['hygiene'] },
  'one@v3': { 'f/1': ['slow path'] },
  'two@v1': { 'f/1': ['garbage visible'] },
});

test('an idea is judged by its best reading, shown as a column or not', async () => {
  const families = familiesOf(await sampleReport(model, ['f/1', 'f/2'], designs, {}, { revisions }));
  expect(families.map(({ family, best, shown }) => [family, best.design, shown])).toEqual([
    ['one', 'one@v2', false],
    ['two', 'two@v1', true],
  ]);
  expect(families[0]).toMatchObject({ designs: ['one@v1', 'one@v2', 'one@v3'], asGood: [] });
  expect(families[0]?.best).toMatchObject({ good: 1, total: 2, byClass: { hygiene: 1 } });
});

test('a line says whose idea, which reading and how it fares', async () => {
  const [first] = familiesOf(await sampleReport(model, ['f/1', 'f/2'], designs, {}, { revisions }));
  expect(familyText(first!)).toBe(
    "best reading of one's idea: one@v2 (repaired, best of 3): 1 hygiene; nothing wrong in 1 of 2",
  );
});

test('with one reading of each idea there is nothing to say', async () => {
  expect(familiesOf(await sampleReport(model, ['f/1'], designs))).toEqual([]);
});

import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { familyText } from '../../harness/analysis/words.ts';
import { sampleDesign, sampleReport, violatingModel } from '../sample_report.ts';

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
  const families = analyse(await sampleReport(model, ['f/1', 'f/2'], designs, {}, { revisions })).families;
  expect(families.map(({ family, best, shown }) => [family, best.design, shown])).toEqual([
    ['one', 'one@v2', false],
    ['two', 'two@v1', true],
  ]);
  expect(families[0]).toMatchObject({ designs: ['one@v1', 'one@v2', 'one@v3'], asGood: [] });
  expect(families[0]?.best).toMatchObject({ good: 1, total: 2, byClass: { hygiene: 1 } });
});

test('a line says whose idea, which reading and how it fares', async () => {
  const [first] = analyse(await sampleReport(model, ['f/1', 'f/2'], designs, {}, { revisions })).families;
  expect(familyText(first!)).toBe(
    "best reading of one's idea: one@v2 (repaired, best of 3): 1 hygiene; nothing wrong in 1 of 2",
  );
});

test('with one reading of each idea there is nothing to say', async () => {
  expect(analyse(await sampleReport(model, ['f/1'], designs)).families).toEqual([]);
});

const mend = (id: string, name: string, family: string) => ({
  id: `${id}+${name}`,
  title: '',
  provenance: 'repaired' as const,
  family,
  mended: { of: id, mends: [{ id: name, title: 'mends it' }], functions: ['nowhere'] },
});

/** One has v1, which shares a crash with two's v1, and v3, which contains the mend of it; two has it only as a reading. */
const shared = violatingModel({
  'one@v1': { 'f/1': ['crash'] },
  'one@v3': { 'f/2': ['slow path'] },
  'one@v3+repair:own': { 'f/2': ['hygiene'] },
  'two@v1': { 'f/1': ['crash'] },
  'two@v1+fix:shared': {},
});
const beside = [
  { id: 'one@v3', title: '', provenance: 'posted' as const, family: 'one' },
  {
    ...mend('two@v1', 'fix:shared', 'two'),
    mended: { ...mend('two@v1', 'fix:shared', 'two').mended, functions: ['online_pages'] },
  },
  {
    ...mend('one@v3', 'repair:own', 'one'),
    mended: { ...mend('one@v3', 'repair:own', 'one').mended, functions: ['online_pages'] },
  },
];
const sharing = async () =>
  analyse(await sampleReport(shared, ['f/1', 'f/2'], designs, {}, { revisions: beside })).families;

test('like is held against like: a reading that was posted with the shared mends against one that has them put over it', async () => {
  const families = await sharing();
  expect(families.map(({ best }) => best.design)).toEqual(['two@v1', 'one@v3']);
  expect(families.map(({ mended }) => mended?.best.design)).toEqual(['two@v1+fix:shared', 'one@v3']);
});

test('a mended reading is none of the readings that were posted', async () => {
  expect((await sharing()).map(({ designs: ids }) => ids)).toEqual([['two@v1'], ['one@v1', 'one@v3']]);
});

test("repairs of a design's own mistakes are told apart from mends of shared code", async () => {
  const [two, one] = await sharing();
  expect(one?.repaired?.best.design).toBe('one@v3+repair:own');
  expect(two?.repaired).toBeUndefined();
});

test('where no replaced function runs the mended reading is the design, and is not run', async () => {
  const ran: string[] = [];
  const model: typeof shared = (fixture, design) => {
    ran.push(design);
    return shared(fixture, design);
  };
  await sampleReport(model, ['f/1'], designs, {}, { revisions: [mend('two@v1', 'fix:shared', 'two')] });
  expect(ran).not.toContain('two@v1+fix:shared');
});

test('readings that nothing tells from the best are named', async () => {
  const like = violatingModel({ 'one@v1': { 'f/1': ['crash'] }, 'two@v1': { 'f/1': ['crash'] } });
  const [one] = analyse(await sampleReport(like, ['f/1'], designs, {}, { revisions })).families;
  expect(one).toMatchObject({ family: 'one', best: { design: 'one@v2' }, asGood: ['one@v3'], provenance: 'repaired' });
});

test('the reference is no idea', async () => {
  const families = analyse(await sampleReport(model, ['f/1', 'f/2'], designs, {}, { revisions })).families;
  expect(families.map(({ family }) => family)).not.toContain('unpatched');
});

test('a revision that gave no answer on a fixture is not the best for it', async () => {
  const silent: typeof model = (fixture, design) =>
    design === 'one@v2' ? { ...model(fixture, design), verdict: 'timeout', violations: [] } : model(fixture, design);
  const [one] = analyse(await sampleReport(silent, ['f/1', 'f/2'], designs, {}, { revisions })).families;
  expect(one?.best.design).toBe('one@v3');
});

import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { foldRows } from '../../harness/analysis/matrix.ts';
import { sampleDesign, sampleReport, violatingModel } from '../sample_report.ts';

const designs = [sampleDesign('unpatched', { provenance: 'release' }), sampleDesign('a')];
const model = violatingModel({ a: { 'f/1': ['hygiene'], 'f/2': ['crash'], 'f/3': ['hygiene'] } });
const { rows } = analyse(await sampleReport(model, ['f/1', 'f/2', 'f/3', 'f/4'], designs)).matrix;

test('the rows in which the worst goes wrong come first', () => {
  expect(rows.map(({ fixture }) => fixture.fixture)).toEqual(['f/2', 'f/1', 'f/3', 'f/4']);
});

test('rows that say the same of every design become one, which names the others', () => {
  const folded = foldRows(rows);
  expect(folded.map(({ fixture, others }) => [fixture.fixture, others.map((other) => other.fixture)])).toEqual([
    ['f/2', []],
    ['f/1', ['f/3']],
    ['f/4', []],
  ]);
});

test('a folded row rests on unconfirmed code when one of its rows does', () => {
  const [first, second] = structuredClone(rows.slice(1, 3));
  second!.cells[1]!.unconfirmed = true;
  expect(foldRows([first!, second!])[0]!.cells.map(({ unconfirmed }) => unconfirmed)).toEqual([false, true]);
  expect(first!.cells[1]!.unconfirmed).toBe(false);
});

const differs = async (of: ReturnType<typeof violatingModel>) =>
  analyse(await sampleReport(of, ['f/1'], designs)).matrix.rows[0]!;

test('a row differs by the verdict, or by the worst consequence alone', async () => {
  expect(await differs(violatingModel({}))).toMatchObject({ differs: false, observablyDiffers: false });
  expect((await differs(violatingModel({ a: { 'f/1': ['crash'] } }))).differs).toBe(true);
  const worse = violatingModel({ unpatched: { 'f/1': ['hygiene'] }, a: { 'f/1': ['crash'] } });
  expect((await differs(worse)).differs).toBe(true);
  const rejected: typeof worse = (fixture, design) => ({
    ...violatingModel({ unpatched: { 'f/1': ['slow path'] } })(fixture, design),
    ...(design === 'a' ? { verdict: 'rejected' as const } : {}),
  });
  expect((await differs(rejected)).differs).toBe(true);
});

test('a row in which only what is seen differs does not differ, but can be told apart', async () => {
  const other: ReturnType<typeof violatingModel> = (fixture, design) => {
    const run = violatingModel({})(fixture, design);
    return design === 'a' ? { ...run, steps: run.steps.map((step) => ({ ...step, observation: {} })) } : run;
  };
  expect(await differs(other)).toMatchObject({ differs: false, observablyDiffers: true });
});

test('rows with the same worst keep the order of the corpus, whichever design shows it', async () => {
  const either = violatingModel({ unpatched: { 'f/3': ['crash'] }, a: { 'f/2': ['crash'] } });
  const { rows } = analyse(await sampleReport(either, ['f/1', 'f/2', 'f/3'], designs)).matrix;
  expect(rows.map(({ fixture }) => fixture.fixture)).toEqual(['f/2', 'f/3', 'f/1']);
});

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

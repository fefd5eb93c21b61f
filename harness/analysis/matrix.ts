import { rankOf, worstOf } from '../types/consequence.ts';
import type { FixtureComparison, ReportResult } from '../types/report.ts';
import type { ConsequenceClass, Verdict } from '../types/result.ts';
import { groupedBy, type IndexedReport } from './report_index.ts';

/** Fixtures x designs. */
export interface Matrix {
  /** Those in which the worst goes wrong come first, otherwise in the order of the corpus. */
  rows: MatrixRow[];
  /** What the rows on which every design gets the same verdict have in common; empty when there is none. */
  alike: string;
}

export interface MatrixRow {
  fixture: FixtureComparison;
  cells: MatrixCell[];
  /** True when two designs end with another verdict or another worst consequence. */
  differs: boolean;
  /** True when two designs can be told apart by anything observed, be it graded or not. */
  observablyDiffers: boolean;
}

export interface MatrixCell {
  design: string;
  verdict: Verdict;
  worst: ConsequenceClass | undefined;
  /** True when a model function ran that no recording of a real kernel confirms. */
  unconfirmed: boolean;
}

export function matrixOf({ fixtures, ofFixture }: IndexedReport): Matrix {
  const rows = fixtures.map((fixture): MatrixRow => {
    const cells = (ofFixture.get(fixture.fixture) ?? []).map(cellOf);
    const [first, ...others] = cells.filter(({ verdict }) => verdict !== 'not run');
    const differs = others.some((cell) => cell.verdict !== first!.verdict || cell.worst !== first!.worst);
    return { fixture, cells, differs, observablyDiffers: fixture.groups.length > 1 };
  });
  const worst = ({ cells }: MatrixRow): number => Math.min(...cells.map((cell) => rankOf(cell.worst)));
  return { rows: rows.sort((a, b) => worst(a) - worst(b)), alike: alikeText(rows) };
}

function cellOf(result: ReportResult): MatrixCell {
  const { design, verdict, evidence } = result;
  return { design, verdict, worst: worstOf(result), unconfirmed: evidence.unchecked.length > 0 };
}

function alikeText(rows: readonly MatrixRow[]): string {
  const alike = rows.filter((row) => !row.differs);
  if (alike.length === 0) return '';
  const which = alike.length === rows.length ? `all ${alike.length} fixtures` : `${alike.length} more`;
  const bad = alike.filter((row) =>
    row.cells.some((cell) => cell.verdict !== 'ok' && cell.verdict !== 'not run'),
  ).length;
  const verdicts = bad === 0 ? 'all ok' : `${alike.length - bad} ok, ${bad} not`;
  const apart = alike.filter((row) => row.observablyDiffers).length;
  const seen = apart === 0 ? 'nothing observed differs either' : `on ${apart} of them something observed differs`;
  return `On ${which} every design gets the same verdict (${verdicts}); ${seen}. --all shows them.`;
}

/** Rows that say the same of every design, as one. */
export interface FoldedRow extends MatrixRow {
  /** Fixtures beside the one that `fixture` names. */
  others: FixtureComparison[];
}

/** Rows with equal verdicts and consequences become one, in the place of the first; what rests on unconfirmed code says so. */
export function foldRows(rows: readonly MatrixRow[]): FoldedRow[] {
  const alike = groupedBy(rows, ({ cells }) => JSON.stringify(cells.map(({ verdict, worst }) => [verdict, worst])));
  return [...alike.values()].map((group) => {
    const [first, ...others] = group as [MatrixRow, ...MatrixRow[]];
    const cells = first.cells.map((cell, at) => ({
      ...cell,
      unconfirmed: group.some((row) => row.cells[at]?.unconfirmed),
    }));
    return { ...first, cells, others: others.map(({ fixture }) => fixture) };
  });
}

import { rankOf, worstOf } from '../types/consequence.ts';
import type { FixtureComparison, Report, ReportResult } from '../types/report.ts';
import type { ConsequenceClass, Verdict } from '../types/result.ts';

export interface MatrixCell {
  design: string;
  verdict: Verdict;
  worst: ConsequenceClass | undefined;
  /** True when a model function ran that no recording of a real kernel confirms. */
  unconfirmed: boolean;
}

export interface MatrixRow {
  fixture: FixtureComparison;
  cells: MatrixCell[];
  /** True when two designs end with another verdict or another worst consequence. */
  differs: boolean;
  /** True when two designs can be told apart by anything observed, be it graded or not. */
  observablyDiffers: boolean;
}

/** Fixtures x designs; the rows in which the worst goes wrong come first, otherwise in the order of the corpus. */
export function matrixOf(report: Report): MatrixRow[] {
  const byFixture = new Map<string, ReportResult[]>();
  for (const result of report.results) {
    const results = byFixture.get(result.fixture);
    if (results) results.push(result);
    else byFixture.set(result.fixture, [result]);
  }
  const rows = report.fixtures.map((fixture): MatrixRow => {
    const cells = (byFixture.get(fixture.fixture) ?? []).map(cellOf);
    const differs = cells.some((cell) => cell.verdict !== cells[0]!.verdict || cell.worst !== cells[0]!.worst);
    return { fixture, cells, differs, observablyDiffers: fixture.groups.length > 1 };
  });
  return rows.sort((a, b) => worstRank(a) - worstRank(b));
}

/** Rows that say the same of every design, as one. */
export interface FoldedRow extends MatrixRow {
  /** Fixtures beside the one that `fixture` names. */
  others: FixtureComparison[];
}

/** Rows with equal verdicts and consequences become one, in the place of the first; what rests on unconfirmed code says so. */
export function foldRows(rows: readonly MatrixRow[]): FoldedRow[] {
  const folded = new Map<string, FoldedRow>();
  for (const row of rows) {
    const key = JSON.stringify(row.cells.map(({ verdict, worst }) => [verdict, worst]));
    const known = folded.get(key);
    if (known === undefined) {
      folded.set(key, { ...row, cells: row.cells.map((cell) => ({ ...cell })), others: [] });
      continue;
    }
    known.others.push(row.fixture);
    for (const [index, cell] of known.cells.entries()) cell.unconfirmed ||= row.cells[index]?.unconfirmed ?? false;
  }
  return [...folded.values()];
}

function cellOf(result: ReportResult): MatrixCell {
  const { design, verdict, evidence } = result;
  return { design, verdict, worst: worstOf(result), unconfirmed: evidence.unchecked.length > 0 };
}

function worstRank(row: MatrixRow): number {
  return Math.min(...row.cells.map((cell) => rankOf(cell.worst)));
}

import { whatConfirms } from '../oracle/confirmable.ts';
import type { Report } from '../types/report.ts';

export interface EvidenceRow {
  design: string;
  /** Functions that ran on any fixture and are confirmed by a recording. */
  checked: string[];
  unchecked: string[];
  /** Fixtures whose verdict rests on confirmed functions only. */
  confirmedVerdicts: number;
  verdicts: number;
}

/** What stands behind the verdicts of each design, functions by name and sorted. */
export function evidenceOf(report: Report): EvidenceRow[] {
  return report.header.designs.map(({ id }) => {
    const [checked, unchecked] = [new Set<string>(), new Set<string>()];
    let [confirmedVerdicts, verdicts] = [0, 0];
    for (const result of report.results) {
      if (result.design !== id) continue;
      verdicts++;
      if (result.evidence.unchecked.length === 0) confirmedVerdicts++;
      for (const name of result.evidence.checked) checked.add(name);
      for (const name of result.evidence.unchecked) unchecked.add(name);
    }
    return { design: id, checked: [...checked].sort(), unchecked: [...unchecked].sort(), confirmedVerdicts, verdicts };
  });
}

/** More designs than these are summed up. */
const mostNamed = 12;

/**
 * `Evidence: real kernels confirm every function behind 168 (unpatched), 169 (a, b) of 240 verdicts; ° marks the others.`
 * Designs with as many stand together. Empty for a report without results.
 */
export function evidenceText(rows: readonly EvidenceRow[]): string {
  const told = rows.filter(({ verdicts }) => verdicts > 0);
  if (told.length === 0) return '';
  const totals = [...new Set(told.map(({ verdicts }) => verdicts))].sort((a, b) => a - b);
  return `Evidence: real kernels confirm every function behind ${countsText(told)} of ${totals.join(' or ')} verdicts; ° marks the others.`;
}

function countsText(rows: readonly EvidenceRow[]): string {
  const counts = rows.map(({ confirmedVerdicts }) => confirmedVerdicts);
  if (rows.length > mostNamed) return `${Math.min(...counts)} to ${Math.max(...counts)} (of ${rows.length} designs)`;
  const distinct = [...new Set(counts)].sort((a, b) => a - b);
  return distinct
    .map((count) => {
      const designs = rows.filter(({ confirmedVerdicts }) => confirmedVerdicts === count);
      return `${count} (${designs.map(({ design }) => design).join(', ')})`;
    })
    .join(', ');
}

/** Each function that stands unconfirmed behind any verdict, sorted, and what would confirm it. */
export function unconfirmedOf(rows: readonly Pick<EvidenceRow, 'unchecked'>[]): { name: string; by?: string }[] {
  const names = [...new Set(rows.flatMap(({ unchecked }) => unchecked))].sort();
  return names.map((name) => {
    const by = whatConfirms(name);
    return by === undefined ? { name } : { name, by };
  });
}

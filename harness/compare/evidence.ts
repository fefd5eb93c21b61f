import type { Report } from '../report/report.ts';

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

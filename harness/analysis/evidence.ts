import { whatConfirms } from '../oracle/confirmable.ts';
import { kernelIds } from './kernels.ts';
import { groupedBy, type IndexedReport } from './report_index.ts';

/** What stands behind the verdicts. */
export interface EvidenceSummary {
  /** `Evidence: real kernels confirm every function behind 168 (unpatched), 169 (a, b) of 240 verdicts; ° marks the others.` */
  text: string;
  designs: EvidenceRow[];
  /** Distinct functions (with their implementation) that ran, and how many of them a recording confirms. */
  functions: number;
  checked: number;
  unconfirmed: Unconfirmed[];
}

export interface EvidenceRow {
  design: string;
  /** Functions that ran on any fixture and are confirmed by a recording, by name and sorted. */
  checked: string[];
  unchecked: string[];
  /** Fixtures whose verdict rests on confirmed functions only. */
  confirmedVerdicts: number;
  verdicts: number;
}

/** A function that stands unconfirmed behind a verdict, and what would confirm it where that is known. */
export interface Unconfirmed {
  name: string;
  by?: string;
}

export function evidenceSummaryOf({ header, ofDesign }: IndexedReport): EvidenceSummary {
  const kernels = kernelIds(header);
  const designs = header.designs.map(({ id }): EvidenceRow => {
    const evidence = (ofDesign.get(id) ?? []).map((result) => result.evidence);
    return {
      design: id,
      // No model function stands behind what was seen.
      checked: union(evidence.map(({ checked }) => checked)),
      unchecked: union(evidence.map(({ unchecked }) => unchecked)),
      confirmedVerdicts: kernels.has(id) ? 0 : evidence.filter(({ unchecked }) => unchecked.length === 0).length,
      verdicts: kernels.has(id) ? 0 : evidence.length,
    };
  });
  const checked = union(designs.map((row) => row.checked));
  const functions = union([checked, ...designs.map(({ unchecked }) => unchecked)]).length;
  const unconfirmed = unconfirmedOf(designs);
  return { text: evidenceText(designs), designs, functions, checked: checked.length, unconfirmed };
}

function union(lists: readonly (readonly string[])[]): string[] {
  const all = new Set<string>();
  for (const list of lists) for (const each of list) all.add(each);
  return [...all].sort();
}

/** More designs than these are summed up. */
const mostNamed = 12;

/** Designs with as many stand together. Empty for a report without results. */
export function evidenceText(rows: readonly EvidenceRow[]): string {
  const told = rows.filter(({ verdicts }) => verdicts > 0);
  if (told.length === 0) return '';
  const totals = [...new Set(told.map(({ verdicts }) => verdicts))].sort((a, b) => a - b);
  return `Evidence: real kernels confirm every function behind ${countsText(told)} of ${totals.join(' or ')} verdicts; ° marks the others.`;
}

function countsText(rows: readonly EvidenceRow[]): string {
  const sorted = [...rows].sort((a, b) => a.confirmedVerdicts - b.confirmedVerdicts);
  if (rows.length > mostNamed)
    return `${sorted[0]!.confirmedVerdicts} to ${sorted.at(-1)!.confirmedVerdicts} (of ${rows.length} designs)`;
  return [...groupedBy(sorted, ({ confirmedVerdicts }) => `${confirmedVerdicts}`)]
    .map(([count, alike]) => `${count} (${alike.map(({ design }) => design).join(', ')})`)
    .join(', ');
}

/** Sorted, each once. */
export function unconfirmedOf(rows: readonly Pick<EvidenceRow, 'unchecked'>[]): Unconfirmed[] {
  return union(rows.map(({ unchecked }) => unchecked)).map((name) => {
    const by = whatConfirms(name);
    return by === undefined ? { name } : { name, by };
  });
}

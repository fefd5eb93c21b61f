import type { ReportDesign } from '../../types/report.ts';

const widest = 14;

/** A design's id as the head of a column, name over revision: `michal`, `@mark-section-`, `online`. */
export function headLines(design: Pick<ReportDesign, 'id'>): string[] {
  const [name = '', revision] = design.id.split('@');
  const lines = [name];
  if (revision === undefined) return lines;
  let line = '@';
  // A long revision is cut at its hyphens.
  for (const part of revision.split(/(?<=-)/)) {
    if (line.length + part.length > widest) {
      lines.push(line);
      line = '';
    }
    line += part;
  }
  return [...lines, line];
}

import { evidenceOf, evidenceText } from '../../analysis/evidence.ts';
import { findingsOf } from '../../analysis/findings.ts';
import { countsOf } from '../../analysis/summary.ts';
import { paintFor } from '../../text/paint.ts';
import { wrap } from '../../text/wrap.ts';
import type { Report } from '../../types/report.ts';
import { choiceSections } from './choice.ts';
import { matrixSection } from './matrix.ts';
import {
  costSection,
  evidenceSection,
  featureOffSection,
  findingsSection,
  partingsSection,
  rankingSection,
} from './sections.ts';

export interface PrettyOptions {
  color: boolean;
  /** Characters per line to lay out for. */
  columns: number;
  all: boolean;
}

/** The report for a person at a terminal: the answer first, what it rests on last. */
export function renderPretty(report: Report, { color, columns, all }: PrettyOptions): string {
  const paint = paintFor(color);
  const options = { paint, columns, all };
  const sections: [title: string, body: string][] = [
    ['', titleOf(report, columns)],
    ['', featureOffSection(report, options)],
    ['Which design holds up best', rankingSection(report, options)],
    ...choiceSections(report, columns),
    ['Where they differ', matrixSection(report, options)],
    [`Counted work relative to ${report.header.reference}`, costSection(report, options)],
  ];
  if (findingsOf(report).length > 0) sections.push(['What goes wrong', findingsSection(report, options)]);
  if (report.fixtures.some((fixture) => fixture.groups.length > 1)) {
    sections.push(['Classes of equal behaviour, and where they first part', partingsSection(report, options)]);
  }
  sections.push(['Evidence', evidenceSection(report, options)]);
  return `${sections.map(([title, body]) => (title === '' ? body : `${paint.bold(title)}\n${body}`)).join('\n\n')}\n`;
}

function titleOf(report: Report, columns: number): string {
  const { header } = report;
  const { differing, evidence } = countsOf(report);
  const lines = [
    `${header.designs.length} designs on ${header.base}, ${header.corpus.fixtures} fixtures, ${differing} on which they differ; ` +
      `${evidence.checked} of ${evidence.functions} model functions confirmed by real kernels`,
  ];
  const sentence = evidenceText(evidenceOf(report));
  if (sentence !== '') lines.push(sentence);
  if (header.without.length > 0) lines.push(`without the invariants ${header.without.join(', ')}`);
  if (header.problems.length > 0) lines.push(`${header.problems.length} fixtures could not be read and are left out`);
  return lines.map((line) => wrap(line, columns)).join('\n');
}

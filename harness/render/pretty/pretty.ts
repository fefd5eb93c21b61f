import type { Analysis } from '../../analysis/analysis.ts';
import { paintFor } from '../../text/paint.ts';
import { wrap } from '../../text/wrap.ts';
import type { RenderLayout } from '../formats.ts';
import { matrixSection } from './matrix.ts';
import {
  choiceSections,
  evidenceSection,
  featureOffSection,
  findingsSection,
  partitionsSection,
  rankingSection,
} from './sections.ts';
import { workSection } from './work.ts';

/** The report for a person at a terminal: the answer first, what it rests on last. */
export function renderPretty(analysis: Analysis, layout: Pick<RenderLayout, 'color' | 'columns' | 'all'>): string {
  const options = { paint: paintFor(layout.color), columns: layout.columns, all: layout.all };
  const sections: [title: string, body: string][] = [
    ['', titleLines(analysis, layout.columns)],
    ['', featureOffSection(analysis, options)],
    ['Which design holds up best', rankingSection(analysis, options)],
    ...choiceSections(analysis, options),
    ['Where they differ', matrixSection(analysis, options)],
    [`Counted work relative to ${analysis.header.reference}`, workSection(analysis, options)],
    ['What goes wrong', findingsSection(analysis, options)],
    ['Classes of equal behaviour, and where they first part', partitionsSection(analysis, options)],
    ['Evidence', evidenceSection(analysis, options)],
  ];
  const told = sections.filter(([, body]) => body !== '');
  return `${told.map(([title, body]) => (title === '' ? body : `${options.paint.bold(title)}\n${body}`)).join('\n\n')}\n`;
}

function titleLines({ title, differing, evidence, notes }: Analysis, columns: number): string {
  const confirmed = `${evidence.checked} of ${evidence.functions} model functions confirmed by real kernels`;
  return [`${title}, ${differing} on which they differ; ${confirmed}`, evidence.text, ...notes]
    .filter((line) => line !== '')
    .map((line) => wrap(line, columns))
    .join('\n');
}

import type { Analysis } from '../../analysis/analysis.ts';
import { paintFor } from '../../text/paint.ts';
import { wrap } from '../../text/wrap.ts';
import type { RenderLayout } from '../formats.ts';
import { costSection } from './cost.ts';
import { firstScreen } from './first_screen.ts';
import { matrixSection } from './matrix.ts';
import {
  choiceSections,
  evidenceSection,
  featureOffSection,
  findingsSection,
  partitionsSection,
  proofsSection,
  rankingSection,
} from './sections.ts';
import { workSection } from './work.ts';

/** The report for a person at a terminal: one screen with the answer, and with `all` everything that it rests on. */
export function renderPretty(analysis: Analysis, layout: Pick<RenderLayout, 'color' | 'columns' | 'all'>): string {
  const options = { paint: paintFor(layout.color), columns: layout.columns, all: layout.all };
  const screen = firstScreen(analysis, options);
  if (!layout.all) return `${screen}\n`;
  const sections: [title: string, body: string][] = [
    ['With the feature off', featureOffSection(analysis, options)],
    ['Which design holds up best', rankingSection(analysis, options)],
    ...choiceSections(analysis, options),
    ['How they differ', proofsSection(analysis, options)],
    ['Where they differ', matrixSection(analysis, options)],
    ['What operations cost, as predicted instructions', costSection(analysis, options)],
    [`Counted work relative to ${analysis.header.reference}`, workSection(analysis, options)],
    ['What goes wrong', findingsSection(analysis, options)],
    ['Classes of equal behaviour, and where they first part', partitionsSection(analysis, options)],
    ['Evidence', `${wrap(analysis.evidence.text, options.columns)}\n${evidenceSection(analysis, options)}`],
  ];
  const told = sections.filter(([, body]) => body !== '');
  return `${[screen, ...told.map(([title, body]) => `${options.paint.bold(title)}\n${body}`)].join('\n\n')}\n`;
}

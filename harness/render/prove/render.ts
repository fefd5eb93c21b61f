/** A proof in the format asked for. */

import { type PairProof, sharedDifferences } from '../../explore/prove.ts';
import { differenceTitle, type Proven, valueText, verdictText } from '../../explore/proven.ts';
import { rowsText } from '../../text/rows_text.ts';
import { wrap } from '../../text/wrap.ts';
import { renderPairMail } from './mail.ts';
import { matrixOfProofs } from './matrix.ts';
import { memoryNote, memoryRows, renderMemory } from './memory.ts';
import { type ProveLayout, renderPair } from './pair.ts';

export type TextFormat = 'pretty' | 'mail' | 'markdown';

/** Two designs in full, or what one remembers. */
export function renderOne(proven: Proven, format: TextFormat, layout: ProveLayout): string {
  const [pair] = proven.pairs;
  const [alone] = proven.memory;
  if (!pair) return renderMemory(proven, alone!, format === 'pretty' ? layout : { ...layout, columns: 72 });
  if (format === 'mail') return renderPairMail(proven, pair);
  if (format === 'markdown') return pairMarkdown(proven, pair);
  return renderPair(proven, pair, layout);
}

/** All pairs, a line each, and what the default designs remember. `each`: by every kind of difference. */
export function renderAll(proven: Proven, format: TextFormat, { paint, columns }: ProveLayout, each = false): string {
  const matrix = matrixOfProofs(proven, each);
  const table = (rows: string[][]): string[] =>
    rows.length === 0 ? [] : [rowsText(rows, format === 'markdown' ? 'markdown' : 'pretty'), ''];
  const width = format === 'pretty' ? columns : 72;
  const note = (text: string): string[] => [format === 'markdown' ? text : wrap(text, width), ''];
  const head = (text: string): string[] =>
    format === 'markdown' ? [`## ${text}`, ''] : [format === 'pretty' ? paint.bold(text) : text, ''];
  return [
    ...head('How the designs differ'),
    ...matrix.tables.flatMap(table),
    ...note(matrix.note),
    ...head('What nobody asked about'),
    ...note(memoryNote),
    ...table(memoryRows(proven)),
  ]
    .join('\n')
    .trimEnd();
}

function pairMarkdown(proven: Proven, pair: PairProof): string {
  return [
    `# ${pair.a} and ${pair.b}`,
    '',
    `${verdictText(proven, pair)}.`,
    ...sharedDifferences(pair).flatMap(({ difference, machines }) => [
      '',
      `## ${differenceTitle(pair, difference)}`,
      '',
      ...difference.steps.map((step, at) => `${at + 1}. \`${step}\``),
      '',
      rowsText(
        [
          ['value', pair.a, pair.b],
          ...Object.keys(difference.a).map((key) => [
            `\`${key}\``,
            valueText(difference.a[key]),
            valueText(difference.b[key]),
          ]),
        ],
        'markdown',
      ),
      '',
      `On ${machines.join(', ')}.${difference.after.length > 0 ? ` On the way there they differ in ${difference.after.join(', ')} already.` : ''}`,
    ]),
  ].join('\n');
}

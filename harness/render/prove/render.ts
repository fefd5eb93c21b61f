/** A proof in the format asked for. */

import { type PairProof, sharedDifferences } from '../../explore/prove.ts';
import { differenceTitle, type Proven, valueText, verdictText } from '../../explore/proven.ts';
import { rowsText } from '../../text/rows_text.ts';
import { wrap } from '../../text/wrap.ts';
import { renderPairMail } from './mail.ts';
import { matrixNote, matrixRows } from './matrix.ts';
import { type ProveLayout, renderPair } from './pair.ts';

export type TextFormat = 'pretty' | 'mail' | 'markdown';

/** Two designs in full. */
export function renderProof(proven: Proven, format: TextFormat, layout: ProveLayout): string {
  const pair = proven.pairs[0]!;
  if (format === 'mail') return renderPairMail(proven, pair);
  if (format === 'markdown') return pairMarkdown(proven, pair);
  return renderPair(proven, pair, layout);
}

/** All pairs, a line each. `each`: by every kind of difference. */
export function renderMatrix(
  proven: Proven,
  format: TextFormat,
  { paint, columns }: ProveLayout,
  each = false,
): string {
  const tables = (['designs', 'revision'] as const)
    .map((relation) => matrixRows(proven, relation, each))
    .filter((rows) => rows.length > 0);
  const width = format === 'mail' ? 72 : columns;
  const note = format === 'markdown' ? matrixNote(proven) : wrap(matrixNote(proven), width);
  const texts = tables.map((rows) => rowsText(rows, format === 'markdown' ? 'markdown' : 'pretty'));
  const head = format === 'pretty' ? paint.bold('How the designs differ') : 'How the designs differ';
  return [...(format === 'markdown' ? [] : [head, '']), ...texts.flatMap((text) => [text, '']), note].join('\n');
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

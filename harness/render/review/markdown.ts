import type { Bearing } from '../../review/bearing.ts';
import type { ToldReview } from '../../review/told.ts';
import { code, escapeText } from '../escape_markdown.ts';
import { evidenceWords, firstFew, nextCommand, touchedWords } from './words.ts';

export const markdownReviews = (reviews: readonly ToldReview[]): string => reviews.map(markdownReview).join('\n\n');

function markdownReview({ subject, messageId, hunks, functions, beyond }: ToldReview): string {
  const next = nextCommand(functions);
  return [
    `## ${escapeText(subject || '(no subject)')}`,
    '',
    ...(messageId ? [code(messageId), ''] : []),
    ...hunks.map(({ file, at, touched, unnamed }) => {
      const names = [...touched.map(touchedWords), ...(unnamed ? ['a function that nothing names'] : [])];
      return `* ${code(`${file} ${at}`)} ${escapeText(names.join('; ') || 'no function')}`;
    }),
    '',
    ...(functions.length > 0 ? [...markdownFunctions(functions), ''] : []),
    ...(beyond.length > 0
      ? ['No model can say:', '', ...beyond.map(({ what, why }) => `* ${code(what)}: ${escapeText(why)}`), '']
      : []),
    ...(next ? [`    ${next}`] : []),
  ]
    .join('\n')
    .trimEnd();
}

function markdownFunctions(functions: readonly Bearing[]): string[] {
  const rows = functions.map((one) => {
    const fixtures = one.reached?.fixtures ?? [];
    const faults = one.faults.map(({ id, class: worst }) => `${code(id)} (${worst})`).join('<br>');
    const cells = [
      code(`${one.file}:${one.name}`),
      escapeText(evidenceWords(one)),
      escapeText(`${fixtures.length}${fixtures.length > 0 ? `: ${firstFew(fixtures)}` : ''}`),
      escapeText(firstFew(one.invariants, 8)),
      firstFew(one.claims, 12),
      faults,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| function | evidence | fixtures | invariants | claims | known faults |',
    '|---|---|---|---|---|---|',
    ...rows,
  ];
}

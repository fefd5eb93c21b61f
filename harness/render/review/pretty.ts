import type { Bearing } from '../../review/bearing.ts';
import type { ToldReview } from '../../review/told.ts';
import type { Paint } from '../../text/paint.ts';
import { wrap } from '../../text/wrap.ts';
import { evidenceWords, firstFew, nextCommand, touchedWords } from './words.ts';

export interface ReviewLayout {
  paint: Paint;
  columns: number;
}

/** Nothing at all where no mail is about memory hotplug. */
export const prettyReviews = (reviews: readonly ToldReview[], layout: ReviewLayout): string =>
  reviews.map((review) => prettyReview(review, layout)).join('\n\n');

function prettyReview({ subject, messageId, hunks, functions, beyond }: ToldReview, layout: ReviewLayout): string {
  const { paint, columns } = layout;
  const told = hunks.map(({ file, at, touched, unnamed }) => {
    const names = [...touched.map(touchedWords), ...(unnamed ? ['a function that nothing names'] : [])];
    return wrap(`  ${file} ${at}  ${names.join('; ') || 'no function'}`, columns, 6);
  });
  const next = nextCommand(functions);
  return [
    paint.bold(subject || '(no subject)'),
    ...(messageId ? [`  ${messageId}`] : []),
    ...(told.length > 0 ? ['', ...told] : []),
    ...functions.flatMap((one) => ['', ...prettyFunction(one, layout)]),
    ...(beyond.length > 0
      ? ['', paint.bold('No model can say'), ...beyond.map(({ what, why }) => wrap(`  ${what}: ${why}`, columns, 6))]
      : []),
    ...(next ? ['', `  ${next}`] : []),
  ].join('\n');
}

function prettyFunction(one: Bearing, { paint, columns }: ReviewLayout): string[] {
  const fixtures = one.reached?.fixtures ?? [];
  const rows: [string, string][] = [
    ['runs', evidenceWords(one)],
    ['fixtures', fixtures.length === 0 ? 'none' : `${fixtures.length}: ${firstFew(fixtures)}`],
    ['invariants', firstFew(one.invariants, 8) || 'none is about it'],
    ['claims', firstFew(one.claims, 12) || 'none'],
    ...one.faults.map(({ id, title, class: worst }): [string, string] => [
      'fault',
      `${title} (${worst}; explain ${id})`,
    ]),
  ];
  const lines = rows.map(([name, text]) => wrap(`  ${name.padEnd(10)}  ${text}`, columns, 14));
  return [`${paint.bold(`${one.name}()`)}  ${one.file}`, ...lines];
}

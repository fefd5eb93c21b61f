/** The answer that b4's review reads of its check commands: a JSON array, empty where there is nothing to say. */
import { loreLink } from '../../claims/load.ts';
import type { ToldReview } from '../../review/told.ts';
import { paintFor } from '../../text/paint.ts';
import type { Claim } from '../../types/claim.ts';
import { prettyReviews } from './pretty.ts';

/** As b4's documentation has it (docs/maintainer/review.rst, "Writing an external check script"). */
export interface B4Result {
  tool: string;
  status: 'pass' | 'warn' | 'fail';
  /** One line. */
  summary: string;
  /** For a maintainer to open in a browser. */
  url?: string;
  details: string;
}

/**
 * `warn` where a reader should look: a fault that is known of a function, a body that no recording confirms, or something
 * that no model has. Never `fail`: nothing was run of the patch.
 */
export function b4Results(reviews: readonly ToldReview[], claims: readonly Claim[]): B4Result[] {
  return reviews.map((review): B4Result => {
    const { functions, beyond } = review;
    const faults = functions.flatMap((one) => one.faults);
    const sure = functions.every(({ reached }) => reached !== undefined && reached.unchecked.length === 0);
    const said = claims.find(({ id }) => functions.some((one) => one.claims.includes(id)))?.said[0];
    return {
      tool: 'mhp-compare',
      status: sure && faults.length === 0 && beyond.length === 0 ? 'pass' : 'warn',
      summary: summaryOf(review),
      ...(said ? { url: loreLink(said.messageId) } : {}),
      details: prettyReviews([review], { paint: paintFor(false), columns: 100 }),
    };
  });
}

function summaryOf({ functions, beyond }: ToldReview): string {
  const faults = new Set(functions.flatMap((one) => one.faults.map(({ id }) => id))).size;
  const names = functions.map(({ name }) => `${name}()`);
  return [
    names.length > 0 ? `in the model: ${names.join(', ')}` : 'nothing that the model has',
    ...(faults > 0 ? [`${faults} known ${faults === 1 ? 'fault' : 'faults'}`] : []),
    ...(beyond.length > 0 ? [`${beyond.length} beyond the model`] : []),
  ].join('; ');
}

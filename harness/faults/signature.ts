/** What goes wrong and by whose hand, in a form that is the same wherever it happens. */
import type { Sighting } from './probe.ts';

export type Signature = string;

/** How many functions around the one that wrote tell one way to get there from another. */
const frames = 3;

const withoutNumbers = (text: string): string => text.replace(/\d+/g, 'N');

/** `hunks`: functions that the design provides. */
export function signatureOf({ violation, writer }: Sighting, hunks: ReadonlySet<string>): Signature {
  const { invariant, message, where } = violation;
  const { chain } = writer;
  const near = chain.slice(-frames);
  const own = chain.slice(0, -frames).findLast((name) => hunks.has(name));
  const what = invariant.startsWith('expectation')
    ? withoutNumbers(where.split(' ')[0] ?? '')
    : invariant === 'oops' || invariant === 'stuck'
      ? withoutNumbers(message)
      : '';
  return [invariant, what, own ?? '', ...near].join(' ');
}

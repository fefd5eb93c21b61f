/** What a function does wrong, in a reviewer's words, by the invariant that says so. */
import { invariants } from '../invariants/registry.ts';
import type { Violation } from '../types/result.ts';

/** Of a fault: a sentence without a full stop, and the same in the width of a table. */
export interface Titles {
  title: string;
  short: string;
}

/** How a kernel stops: what the function did then, in the width of a table. */
const stops: readonly [RegExp, string][] = [
  [/poisoned/, 'touches a poisoned page'],
  [/usage map|is freed and its section/, 'frees where no section is'],
  [/freed but not mapped/, 'frees pages not there'],
  [/not mapped|page fault/, 'reads what is not mapped'],
  [/^VM_BUG_ON|^BUG/, 'trips an assertion'],
];

/** Where it happened is no part of what happened. */
const withoutPlace = (message: string): string =>
  message
    .replace(/\bstruct page of pfn \d+/g, 'a struct page')
    .replace(/ of pfn \d+/g, '')
    .replace(/\bpfn \d+/g, 'a page')
    .replace(/\bsection \d+/g, 'a section')
    .replace(/\b\d{4,}\b/g, 'N');

export function titlesOf(name: string, { invariant, message, where }: Violation): Titles {
  const { short, long } = saidOf(invariant, message, where);
  return { title: `${name}() ${long}`, short: `${name}() ${short}` };
}

function saidOf(invariant: string, message: string, where: string): { short: string; long: string } {
  if (invariant === 'oops')
    return {
      short: stops.find(([text]) => text.test(message))?.[1] ?? 'stops the kernel',
      long: `stops the kernel: ${withoutPlace(message)}`,
    };
  if (invariant === 'stuck') return { short: 'loops for ever', long: 'repeats a loop for ever' };
  if (invariant === 'expectation: rejected')
    return { short: 'refuses what must work', long: 'makes a step fail that must succeed' };
  if (invariant === 'expectation: unexpected-success')
    return { short: 'allows what must fail', long: 'makes a step succeed that must fail' };
  const field = /^[\w.]+/.exec(where)?.[0] ?? 'a value';
  if (invariant === 'expectation')
    return { short: `leaves ${field} wrong`, long: `leaves ${field} otherwise than it must be` };
  const known = invariants.find(({ id }) => id === invariant)?.fault;
  return known ?? { short: `breaks ${invariant}`, long: `breaks ${invariant}` };
}

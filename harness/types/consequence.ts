import { type ConsequenceClass, consequenceClasses, type Verdict, type Violation } from './result.ts';

/**
 * A verdict that comes without a violation still has a consequence: a machine that oopses or hangs is a crash; an
 * operation that wrongly fails leaves the user without the memory, as wrongly succeeding hands out what is not there.
 */
const classOfVerdict: Partial<Record<Verdict, ConsequenceClass>> = {
  oops: 'crash',
  stuck: 'crash',
  rejected: 'slow path',
  'unexpected-success': 'wrong number to user space',
  violates: 'hygiene',
};

/** Index into consequenceClasses: 0 is the worst; one past the end is nothing wrong. */
export function rankOf(worst: ConsequenceClass | undefined): number {
  return worst === undefined ? consequenceClasses.length : consequenceClasses.indexOf(worst);
}

/**
 * The worst consequence of one result; undefined for `ok`, and for `timeout`, `error` and `not run`, which say nothing of what the
 * design would do to a machine.
 */
export function worstOf(result: { verdict: Verdict; violations: Violation[] }): ConsequenceClass | undefined {
  const ofVerdict = classOfVerdict[result.verdict];
  let worst: number = consequenceClasses.length;
  for (const violation of result.violations) worst = Math.min(worst, rankOf(violation.class));
  if (ofVerdict === 'crash' || result.violations.length === 0) worst = Math.min(worst, rankOf(ofVerdict));
  return consequenceClasses[worst];
}

/** The violation that shows the worst: of that class, the one that it takes least to see. */
export function showing(violations: readonly Violation[], worst: ConsequenceClass | undefined): Violation | undefined {
  return violations
    .filter((violation) => violation.class === worst)
    .sort((a, b) => (a.needs?.length ?? 0) - (b.needs?.length ?? 0))[0];
}

/** True when the run came to an end that says something about the design. */
export function isConclusive(verdict: Verdict): boolean {
  return verdict !== 'timeout' && verdict !== 'error' && verdict !== 'not run';
}

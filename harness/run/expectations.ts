/** What a step was expected to do, against what it did. */

import { errnoName } from '../kernel/include/errno.ts';
import type { Scalar } from '../types/observation.ts';
import { meets, parseRun, runsOfField } from '../types/page_run.ts';
import type { ConsequenceClass, StepResult, Violation } from '../types/result.ts';
import type { Expected, Step } from '../types/scenario.ts';

const outcome = (ret: StepResult['ret']): string => (typeof ret === 'string' ? ret : ret === 0 ? '0' : errnoName(ret));

/** What a wrong value of the field means: most fields are files that user space reads. */
const consequenceOf = (field: string): ConsequenceClass =>
  field === 'zone.pageset' || field === 'zone.contiguous'
    ? 'slow path'
    : /^(page|pageblock|section|notifier|lookups)\b/.test(field)
      ? 'hygiene'
      : 'wrong number to user space';

/** That nothing is there means of a run of pages that no page of it has anything. */
function inTheWay(values: Record<string, Scalar> | undefined, key: string, wanted: Expected): Scalar | undefined {
  const run = parseRun(key);
  if (!run || Number(wanted) !== 0) return undefined;
  return runsOfField(values).find(([from, to]) => meets(run, [from, to]))?.[2];
}

/** Violations named `expectation`, with `: rejected` or `: unexpected-success` where the outcome itself is another. */
export function checkExpectations(step: Step, result: StepResult, index: number): Violation[] {
  const { expect } = step;
  if (!expect || result.ret === 'oops' || result.ret === 'stuck') return [];
  const violations: Violation[] = [];
  const say = (kind: string, message: string, where: string, field = 'result') =>
    violations.push({
      invariant: `expectation${kind}`,
      class: consequenceOf(field),
      step: index,
      message,
      where,
      claims: [],
    });
  if (expect.ret !== undefined) {
    const wanted = String(expect.ret);
    // Success is meant of every action of the step; a refusal of the last.
    const failed = wanted === '0' ? result.rets.find((ret) => ret !== 0) : undefined;
    const got = outcome(failed ?? result.ret);
    const asWanted = wanted === 'refused' ? got !== '0' : got === wanted;
    if (!asWanted)
      say(
        wanted === '0' ? ': rejected' : got === '0' ? ': unexpected-success' : '',
        `returned ${got}, expected ${wanted}`,
        step.title,
      );
  }
  for (const [field, values] of Object.entries(expect.fields))
    for (const [key, wanted] of Object.entries(values)) {
      const got = result.observation[field]?.[key] ?? inTheWay(result.observation[field], key, wanted);
      // What an observation leaves out is nothing: no zone of that name, no run there.
      const shown = got ?? (typeof wanted === 'number' ? 0 : undefined);
      if (String(shown) !== String(typeof wanted === 'boolean' ? Number(wanted) : wanted))
        say('', `${field} of ${key} is ${shown ?? 'not there'}, expected ${String(wanted)}`, `${field} ${key}`, field);
    }
  return violations;
}

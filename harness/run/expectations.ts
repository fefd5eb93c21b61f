/** What a step was expected to do, against what it did. */

import { errnoName } from '../kernel/include/errno.ts';
import type { Scalar } from '../types/observation.ts';
import { meets, parseRun, runsOfField } from '../types/page_run.ts';
import type { ConsequenceClass, StepResult, Violation } from '../types/result.ts';
import type { Expected, Step } from '../types/scenario.ts';

const outcome = (ret: StepResult['ret'] | 'refused'): string =>
  typeof ret === 'string' ? ret : ret === 0 ? '0' : errnoName(ret);

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

const said = (kind: string, step: number, message: string, where: string, field = 'result'): Violation => ({
  invariant: `expectation${kind}`,
  class: consequenceOf(field),
  step,
  message,
  where,
  claims: [],
});

/** What a step returned against what was expected of it; of a refusal that says no more, that it is one. */
export function checkReturn({ expect, title }: Step, ret: StepResult['ret'] | 'refused', index: number): Violation[] {
  if (expect?.ret === undefined || ret === 'oops' || ret === 'stuck') return [];
  const wanted = String(expect.ret);
  const got = outcome(ret);
  const asWanted = wanted === 'refused' || got === 'refused' ? (got === '0') === (wanted === '0') : got === wanted;
  if (asWanted) return [];
  const kind = wanted === '0' ? ': rejected' : got === '0' ? ': unexpected-success' : '';
  return [said(kind, index, `returned ${got}, expected ${wanted}`, title)];
}

/** Violations named `expectation`, with `: rejected` or `: unexpected-success` where the outcome itself is another. */
export function checkExpectations(step: Step, result: StepResult, index: number): Violation[] {
  const { expect } = step;
  if (!expect || result.ret === 'oops' || result.ret === 'stuck') return [];
  // Success is meant of every action of the step; a refusal of the last.
  const failed = String(expect.ret) === '0' ? result.rets.find((ret) => ret !== 0) : undefined;
  const violations = checkReturn(step, failed ?? result.ret, index);
  for (const [field, values] of Object.entries(expect.fields))
    for (const [key, wanted] of Object.entries(values)) {
      const got = result.observation[field]?.[key] ?? inTheWay(result.observation[field], key, wanted);
      // What an observation leaves out is nothing: no zone of that name, no run there.
      const shown = got ?? (typeof wanted === 'number' ? 0 : undefined);
      if (String(shown) !== String(typeof wanted === 'boolean' ? Number(wanted) : wanted))
        violations.push(
          said(
            '',
            index,
            `${field} of ${key} is ${shown ?? 'not there'}, expected ${String(wanted)}`,
            `${field} ${key}`,
            field,
          ),
        );
    }
  return violations;
}

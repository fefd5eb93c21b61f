/** What a real kernel was seen to do, as a result beside those of the designs. */
import { errnos } from '../../kernel/include/errno.ts';
import { checkReturn } from '../../run/expectations.ts';
import { reportsOf } from '../../run/reported.ts';
import type { Observation, Scalar } from '../../types/observation.ts';
import type { NotSeen, Verdict, Violation } from '../../types/result.ts';
import type { Fixture } from '../../types/scenario.ts';
import type { RecordedStep, Recording } from '../recording.ts';
import { judgeObserved } from './judge.ts';
import { operatedBy } from './operations.ts';
import { bootReleased } from './released.ts';

export interface KernelRun {
  verdict: Verdict;
  violations: Violation[];
  notSeen: NotSeen[];
  /** Those of the fixture that ran. */
  steps: { ret: number | 'oops' | 'stuck' | 'refused'; observation: Observation }[];
  failure?: { message: string; chain: string[] };
}

/** Throws StackError where the recording names a stack that is not there. */
export function judgeRecording(recording: Recording, fixture: Fixture, without: readonly string[] = []): KernelRun {
  const reports = reportsOf();
  const judge = judgeObserved(bootReleased(recording.machine, recording.as), without, reports.report);
  const violations: Violation[] = [];
  const steps: KernelRun['steps'] = [];
  const unsure: NotSeen[] = [];
  let [ended, failure]: [Verdict | undefined, KernelRun['failure']] = [undefined, undefined];
  for (const { step, at } of stepsOf(recording)) {
    const planned = fixture.steps[at];
    const result = step.observation['result']?.['step'];
    reports.step = Math.max(0, at);
    const ret = returned(result);
    if (ret === 'oops' || ret === 'stuck') {
      ended = ret;
      const message = step.bug ?? (ret === 'oops' ? 'the kernel died' : 'the kernel did not come back');
      failure = { message, chain: [] };
      violations.push({ invariant: ret, class: 'crash', step: at, message, where: '', claims: [] });
    }
    const { machine } = recording;
    judge.after({
      ...step,
      operated: operatedBy(step.actions, typeof ret === 'number' ? ret : undefined, machine.config),
      atRest: ended === undefined && step.during === undefined && Object.keys(step.observation).length > 0,
    });
    if (at >= 0) steps[at] = { ret: ret ?? 0, observation: step.observation };
    if (planned && ret !== undefined) {
      if (step.busy.length > 0 && ret !== 0) unsure.push({ invariant: 'expectation', needs: [ownPages], part: true });
      else violations.push(...checkReturn(planned, ret, at));
    }
    if (ended) break;
  }
  const fields = new Set(fixture.steps.flatMap(({ expect }) => Object.keys(expect?.fields ?? {})));
  if (fields.size > 0) unsure.push({ invariant: 'expectation', needs: [...fields].sort(), part: true });
  const all = [...violations, ...reports.take()].sort((a, b) => a.step - b.step);
  return {
    verdict: ended ?? verdictBy(all),
    violations: all,
    notSeen: [...judge.notSeen(), ...joinedNeeds(unsure)],
    steps,
    ...(failure ? { failure } : {}),
  };
}

const ownPages = "what the fixture's own pages would have done: pages of the guest's kernel were in the way";

export function verdictBy(violations: readonly Violation[]): Verdict {
  if (violations.some(({ invariant }) => invariant === 'expectation: rejected')) return 'rejected';
  if (violations.some(({ invariant }) => invariant === 'expectation: unexpected-success')) return 'unexpected-success';
  return violations.length > 0 ? 'violates' : 'ok';
}

/** Each recorded step with that of the fixture it is of; -1 for the boot. What comes after a signal is of the step before. */
function stepsOf({ steps }: Recording): { step: RecordedStep; at: number }[] {
  let at = -2;
  return steps.map((step, index) => {
    if (index === 0 || steps[index - 1]!.during === undefined) at++;
    return { step, at };
  });
}

/** In the words of results: ACPI tells no errno, and some steps tell nothing. */
function returned(result: Scalar | undefined): number | 'oops' | 'stuck' | 'refused' | undefined {
  if (result === undefined || typeof result === 'number') return result;
  if (result === 'accepted') return 0;
  if (result === 'oops' || result === 'stuck' || result === 'refused') return result;
  return Object.hasOwn(errnos, result) ? -Math.abs(errnos[result as keyof typeof errnos]) : 'refused';
}

function joinedNeeds(list: readonly NotSeen[]): NotSeen[] {
  if (list.length === 0) return [];
  return [
    { invariant: 'expectation', needs: [...new Set(list.flatMap(({ needs }) => needs))].sort(), part: true as const },
  ];
}

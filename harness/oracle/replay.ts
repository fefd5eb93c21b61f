import { errnoName } from '../kernel/include/errno.ts';
import type { Observation, Scalar } from '../types/observation.ts';
import type { StepResult } from '../types/result.ts';
import type { Action, Machine, PagesOf, Step } from '../types/scenario.ts';
import { decisive } from './decisive.ts';
import type { RecordedStep } from './recording.ts';

/** The model as it is driven here: harness/run/session.ts, or a deliberately wrong one in a test. */
export interface Replayed {
  step(step: Step): StepResult;
  observe(): Observation;
  /** Runs what was told and not found: nothing that happens in it counts as confirmed. */
  aside?<T>(body: () => T): T;
}
export type SessionFactory = (machine: Machine, stack: string) => Replayed;

/**
 * One recorded step on the model, with the guest's own pages held while it runs. The observation is that of the step
 * itself, its result in the words of recordings.
 */
export function play(session: Replayed, step: RecordedStep): Observation {
  if (step.actions.length === 0) return session.observe();
  return step.busy.length > 0 && session.aside ? session.aside(() => perform(session, step)) : perform(session, step);
}

function perform(session: Replayed, step: RecordedStep): Observation {
  hold(session, step, 'occupy');
  const done = session.step({
    ...asStep(step.title, step.actions, step.line),
    ...(step.during === undefined ? {} : { during: step.during }),
  });
  const { ret } = done;
  if (typeof ret === 'number') hold(session, step, 'release');
  const observation = step.during === undefined ? done.observation : seenDuring(done.observation, step.during);
  const action = decisive(step.actions);
  const own = typeof ret === 'string' ? ret : (done.rets[step.actions.indexOf(action as Action)] ?? ret);
  return { ...observation, result: { step: outcome(own, action) } };
}

/** Of a step's observation what was seen during the event; nothing when the event never came. */
function seenDuring(observation: Observation, event: string): Observation {
  const prefix = `during ${event}: `;
  const during = Object.entries(observation).filter(([field]) => field.startsWith(prefix));
  return Object.fromEntries(during.map(([field, values]) => [field.slice(prefix.length), values]));
}

function hold(session: Replayed, { busy }: RecordedStep, op: 'occupy' | 'release'): void {
  if (busy.length === 0) return;
  const actions = busy.map(
    (pages: PagesOf): Action => (op === 'occupy' ? { op, pages, use: 'kernel' } : { op, pages }),
  );
  session.step(asStep(`${op} the guest's own pages`, actions));
}

function asStep(title: string, actions: Action[], line = 0): Step {
  return { title, actions, line, column: line === 0 ? 0 : 1 };
}

/** In the words of recordings: ACPI tells no errno. */
function outcome(ret: StepResult['ret'], last: Action | undefined): Scalar {
  if (typeof ret === 'string') return ret;
  if (last?.op === 'add' || last?.op === 'remove') return ret === 0 ? 'accepted' : 'refused';
  return ret === 0 ? 0 : errnoName(ret);
}

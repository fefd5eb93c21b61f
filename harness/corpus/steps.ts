import { entryPoints } from '../types/entry_points.ts';
import type { Action, NotifierEvent, Step } from '../types/scenario.ts';
import { resolveExpectation } from './expect.ts';
import { Complaint, stepRoot, under } from './problem.ts';
import type { Scope } from './scope.ts';
import type { StepOptions } from './step_options.ts';
import { type Verb, type VerbName, verbNames, verbs } from './step_verbs.ts';

/** A step as the schema lets it through. */
export type WrittenStep = string | Record<string, unknown>;

const shared = new Set(['expect', 'during']);
/** Steps that may bring a block online or take it offline. */
const notifies = new Set<VerbName>([
  'add',
  'online',
  'online_kernel',
  'online_movable',
  'offline',
  'remove',
  'write',
  'call',
]);

/** `online_movable d0, d1[2]`: what the reader of a report sees. */
function titleOf(name: VerbName, value: unknown, options: Record<string, unknown>): string {
  const words = value === null ? [] : [(Array.isArray(value) ? value : [value]).join(', ')];
  const details = Object.entries(options).map(
    ([key, option]) => `${key} ${Array.isArray(option) ? option.join(', ') : String(option)}`,
  );
  return [name, ...words].join(' ') + (details.length > 0 ? ` (${details.join(', ')})` : '');
}

/** The one verb of a step. Throws `unknown-step`, `several-steps` or `misplaced-option`. */
function verbOf(step: Record<string, unknown>): VerbName {
  const keys = Object.keys(step);
  const found = verbNames.filter((name) => keys.includes(name));
  const [name, other] = found;
  if (name === undefined)
    throw new Complaint(
      'unknown-step',
      `no step in ${keys.map((key) => `\`${key}\``).join(', ') || 'an empty map'}`,
      `a step starts with one of: ${verbNames.join(', ')}`,
    );
  if (other !== undefined)
    throw new Complaint(
      'several-steps',
      `\`${name}\` and \`${other}\` in one step`,
      'start the second with a `- ` of its own',
      [other],
      'key',
    );
  const { options } = verbs[name] as Verb;
  for (const key of keys) {
    if (key === name || shared.has(key) || (options as readonly string[]).includes(key)) continue;
    throw new Complaint(
      'misplaced-option',
      `\`${name}\` takes no \`${key}\``,
      `it takes: ${[...options, ...shared].join(', ')}`,
      [key],
      'key',
    );
  }
  return name;
}

/** The actions of a removal free the place of what they remove, unless the scenario expects it to be refused. */
function applyRemovals(actions: readonly Action[], scope: Scope): void {
  for (const action of actions) {
    if (action.op === 'remove') scope.layout.remove(action.dimm);
    else if (action.op === 'remove_memory')
      scope.layout.removeRange(Number(action.block) * scope.machine.pagesPerBlock, action.pages);
    else if (action.op === 'call' && entryPoints[action.function].kind === 'remove')
      scope.layout.removeRange(action.first ?? 0, action.pages ?? 0);
  }
}

/** One step, resolved against what stands before it. Throws complaints with paths relative to the step. */
export function resolveStep(written: WrittenStep, scope: Scope): Omit<Step, 'line' | 'column'> {
  const step: Record<string, unknown> = typeof written === 'string' ? { [written]: null } : written;
  const name = verbOf(step);
  const { [name]: value, expect, during, ...options } = step;
  const actions = fromStep(() =>
    under([name], () => (verbs[name] as Verb).build(value, options as StepOptions, scope)),
  );
  if (during !== undefined && !notifies.has(name))
    throw new Complaint(
      'misplaced-option',
      `no event is delivered during \`${name}\``,
      `steps that deliver events: ${[...notifies].join(', ')}`,
      ['during'],
      'key',
    );
  const expectation =
    expect === undefined ? undefined : under(['expect'], () => resolveExpectation(expect as string, scope));
  if (expectation?.ret === undefined || expectation.ret === 0) applyRemovals(actions, scope);
  return {
    title: titleOf(name, value, options),
    actions,
    ...(expectation ? { expect: expectation } : {}),
    ...(during === undefined ? {} : { during: during as NotifierEvent }),
  };
}

/** Cuts the path of a complaint about an option back to the step. */
function fromStep<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    const root = error.path.lastIndexOf(stepRoot);
    throw root < 0 ? error : new Complaint(error.code, error.message, error.hint, error.path.slice(root + 1), error.on);
  }
}

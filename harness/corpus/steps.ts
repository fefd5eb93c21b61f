import { entryPoints } from '../types/entry_points.ts';
import type { Action, NotifierEvent, Step } from '../types/scenario.ts';
import { expectedReturn, resolveExpectation } from './expect.ts';
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

/** Keys of a step that holds others. */
const ofList = new Set(['do', ...shared]);

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

/** The actions of a removal free the place of what they remove, unless it is known to be refused. */
export function applyRemovals(actions: readonly Action[], scope: Pick<Scope, 'layout' | 'machine'>): void {
  for (const action of actions) {
    if (action.op === 'remove') scope.layout.remove(action.dimm);
    else if (action.op === 'remove_memory')
      scope.layout.removeRange(Number(action.block) * scope.machine.pagesPerBlock, action.pages);
    else if (action.op === 'call' && entryPoints[action.function].kind === 'remove')
      scope.layout.removeRange(action.first ?? 0, action.pages ?? 0);
  }
}

/** A verb with what refines it, done. */
interface Done {
  name: VerbName;
  title: string;
  actions: Action[];
}

/** What one verb does. Throws complaints with paths relative to the step. */
function resolveVerb(written: WrittenStep, scope: Scope): Done {
  const step: Record<string, unknown> = typeof written === 'string' ? { [written]: null } : written;
  const name = verbOf(step);
  const { [name]: value, expect: _expect, during: _during, ...options } = step;
  const actions = fromStep(() =>
    under([name], () => (verbs[name] as Verb).build(value, options as StepOptions, scope)),
  );
  return { name, title: titleOf(name, value, options), actions };
}

/**
 * Steps that are done in a row, each where the ones before it have left things. `refused`: the last is known not to
 * succeed. Throws complaints with paths into the list.
 */
export function resolveList(list: readonly WrittenStep[], scope: Scope, refused = false): Done[] {
  return list.map((each, i) =>
    under([i], () => {
      const done = resolveVerb(each, scope);
      if (!refused || i < list.length - 1) applyRemovals(done.actions, scope);
      return done;
    }),
  );
}

/** Whether every action of the step is meant to succeed. */
function isSuccess(expect: unknown): boolean {
  const whole = expect as string | { ret?: string } | undefined;
  const [ret, path] = typeof whole === 'object' ? [whole.ret, ['expect', 'ret']] : [whole, ['expect']];
  return ret === undefined || under(path, () => expectedReturn(ret)) === 0;
}

/** One step, resolved against what stands before it. Throws complaints with paths relative to the step. */
export function resolveStep(written: WrittenStep, scope: Scope): Omit<Step, 'line' | 'column'> {
  const { do: list, expect, during, ...verb }: Record<string, unknown> = typeof written === 'string' ? {} : written;
  const inRow = list as readonly WrittenStep[] | undefined;
  const [other] = inRow ? Object.keys(verb) : [];
  if (other !== undefined)
    throw new Complaint(
      'misplaced-option',
      `\`do\` takes no \`${other}\``,
      `it takes: ${[...ofList].join(', ')}`,
      [other],
      'key',
    );
  // Success is meant of every action of the step; a refusal of the last.
  const succeeds = isSuccess(expect);
  const done = inRow ? under(['do'], () => resolveList(inRow, scope, !succeeds)) : [resolveVerb(written, scope)];
  if (during !== undefined && !done.some(({ name }) => notifies.has(name)))
    throw new Complaint(
      'misplaced-option',
      `no event is delivered during \`${done.map(({ name }) => name).join(', ')}\``,
      `steps that deliver events: ${[...notifies].join(', ')}`,
      ['during'],
      'key',
    );
  const expectation =
    expect === undefined ? undefined : under(['expect'], () => resolveExpectation(expect as string, scope));
  const actions = done.flatMap((each) => each.actions);
  if (!inRow && succeeds) applyRemovals(actions, scope);
  return {
    title: done.map(({ title }) => title).join('; '),
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

/** `call: offline_and_remove_memory`: an entry point and what it is called with. */
import { type EntryPointName, entryPointNames, entryPointOptions, entryPoints } from '../types/entry_points.ts';
import type { Action, OnlineState } from '../types/scenario.ts';
import { namedRef } from './named_ref.ts';
import { Complaint, stepRoot, under } from './problem.ts';
import type { Scope } from './scope.ts';
import type { StepOption, StepOptions } from './step_options.ts';
import { didYouMean } from './suggest.ts';

type AddAction = Extract<Action, { op: 'add' }>;
type Call = Extract<Action, { op: 'call' }>;

const needed = (option: StepOption, example: string): never => {
  throw new Complaint('missing-key', `\`${option}\` is missing`, `add \`${option}: ${example}\``);
};

/** Pages of the range named, from its page `first` on, `nr` of them; odd ones are what this is for. */
function pagesOf({ range, first, nr }: StepOptions, scope: Scope): Pick<Call, 'first' | 'pages'> {
  if (range === undefined) return needed('range', 'd0');
  const whole = under([stepRoot, 'range'], () => scope.layout.range(namedRef(range)));
  const skipped = first === undefined ? 0 : under([stepRoot, 'first'], () => scope.figure(first, 'count'));
  const pages = nr === undefined ? whole.pages - skipped : under([stepRoot, 'nr'], () => scope.figure(nr, 'count'));
  if (skipped < 0 || pages < 0)
    throw new Complaint('bad-value', `${pages} pages from page ${skipped} on are no range`, 'count pages from 0');
  return { first: whole.first + skipped, pages };
}

/** Throws complaints with paths relative to the step's value. `add` places a new range as the step `add` does. */
export function callStep(
  name: string,
  options: StepOptions,
  scope: Scope,
  add: (dimm: string, options: StepOptions, scope: Scope) => Action[],
): Action[] {
  if (!Object.hasOwn(entryPoints, name))
    throw new Complaint('bad-value', `no entry point \`${name}\``, didYouMean(name, entryPointNames));
  const fn = name as EntryPointName;
  const { kind } = entryPoints[fn];
  const taken: readonly string[] = entryPointOptions[kind];
  const odd = Object.keys(options).find((option) => !taken.includes(option));
  if (odd !== undefined)
    throw new Complaint(
      'misplaced-option',
      `\`${name}\` takes no \`${odd}\``,
      `it takes: ${taken.join(', ')}`,
      [stepRoot, odd],
      'key',
    );
  if (kind === 'node') {
    if (options.node === undefined) return needed('node', '1');
    scope.checkNode(options.node);
    return [{ op: 'call', function: fn, node: options.node }];
  }
  if (kind !== 'add') {
    const onlineType = options.online_type as OnlineState | undefined;
    return [{ op: 'call', function: fn, ...pagesOf(options, scope), ...(onlineType ? { onlineType } : {}) }];
  }
  const { dimm, ...rest } = options;
  if (dimm === undefined) return needed('dimm', 'd0');
  const [placed] = under([stepRoot, 'dimm'], () => add(dimm, rest, scope)) as [AddAction];
  const { memmapOnMemory, pages, node, at = 0 } = placed;
  return [
    { op: 'call', function: fn, first: at, pages, node, ...(memmapOnMemory === undefined ? {} : { memmapOnMemory }) },
  ];
}

/** What of a step's actions is one operation of hotplug, as invariants watch them. */
import type { WatchedOperation } from '../../invariants/operation.ts';
import type { OnlineType } from '../../kernel/include/memory.ts';
import type { Kernel } from '../../kernel/link.ts';
import type { Action, MachineConfig } from '../../types/scenario.ts';

export interface Operated {
  operation(k: Kernel): WatchedOperation;
  asked: OnlineType | undefined;
  /** 0 or a negative errno. */
  ret: number;
  /** An onlining that failed, at a point that nobody saw: the range may have been in a zone. */
  failedOnline?: true;
}

const onlineTypes: Record<string, OnlineType> = { online: 1, online_kernel: 2, online_movable: 3 };

/** Actions that change nothing of what a look shows. */
const quiet: ReadonlySet<string> = new Set(['inject', 'signal', 'fail', 'occupy', 'release', 'walk']);

export const isOperation = ({ op }: Action): boolean => !quiet.has(op);

/**
 * The onlining or offlining of one block, or an adding or removing in which no block changes its state, where the step did
 * nothing else: of several operations nobody saw what lay between. `ret` is that of the step.
 */
export function operatedBy(
  actions: readonly Action[],
  ret: number | undefined,
  { default_online }: Pick<MachineConfig, 'default_online'>,
): Operated | undefined {
  const [action, more] = actions.filter(isOperation);
  if (action === undefined || more !== undefined || ret === undefined) return undefined;
  if (action.op === 'add') {
    const { at, pages } = action;
    if (at === undefined || default_online !== 'offline') return undefined;
    return { asked: undefined, ret, operation: () => ({ kind: 'add', start: at, pages }) };
  }
  // ACPI offlines first; where it all goes well none of these failed.
  if (action.op === 'remove' && ret === 0)
    return { asked: undefined, ret, operation: () => ({ kind: 'remove', start: 0, pages: 0 }) };
  const asked = stateAsked(action);
  if (asked === undefined || typeof asked.block !== 'number') return undefined;
  const id = asked.block;
  return {
    asked: onlineTypes[asked.state],
    ret,
    ...(asked.state !== 'offline' && ret < 0 ? { failedOnline: true } : {}),
    operation: (k) => {
      const { pagesPerBlock } = k.machine;
      const mem = k.memory_blocks.get(id);
      const range = { start: id * pagesPerBlock, pages: pagesPerBlock };
      return { kind: asked.state === 'offline' ? 'offline' : 'online', ...range, ...(mem ? { mem } : {}) };
    },
  };
}

function stateAsked(action: Action): { state: string; block: unknown } | undefined {
  if (action.op === 'write' && action.file === 'state') return { state: action.value, block: action.block };
  if (action.op in onlineTypes || action.op === 'offline')
    return { state: action.op, block: (action as { block: unknown }).block };
  return undefined;
}

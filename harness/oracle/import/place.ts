import { Layout } from '../../corpus/layout.ts';
import { applyRemovals } from '../../corpus/steps.ts';
import type { Action, Machine } from '../../types/scenario.ts';
import { decisive } from '../decisive.ts';

/** A step as it was read: what was done, and what is known of how the last of it went. */
export interface ToPlace {
  actions: Action[];
  /** As the recording has it: `refused` of a DIMM that stayed. */
  result: unknown;
  /** First pfn of the DIMM that the step added last, where the recorder asked QEMU for it. */
  landed: number | undefined;
}

/**
 * The actions of each step, every `add` with the pfn that its DIMM landed at: what the recorder was told, else where
 * QEMU puts it. Left out is what QEMU refuses by itself: a DIMM of a name that is there, the removal of one that is not.
 */
export function placed(steps: readonly ToPlace[], machine: Machine): Action[][] {
  const layout = new Layout(machine);
  return steps.map(({ actions, result, landed }) => {
    const last = decisive(actions);
    return actions.flatMap((action): Action[] => {
      if (action.op === 'add') {
        if (layout.has(action.dimm)) {
          if (action !== last || result !== 'accepted') return [];
          // It was taken, so the one of that name went in the meantime.
          layout.remove(action.dimm);
        }
        const at = layout.add(action.dimm, action.pages, action.at ?? (action === last ? landed : undefined));
        return [{ ...action, at }];
      }
      if (action.op === 'remove' && !layout.names.includes(action.dimm)) return [];
      if (action !== last || result !== 'refused') applyRemovals([action], { layout, machine });
      return [action];
    });
  });
}

import { takeBaseline } from '../../harness/invariants/baseline.ts';
import type { Breach, Invariant, Watch } from '../../harness/invariants/invariant.ts';
import { View } from '../../harness/invariants/view.ts';
import type { Zone } from '../../harness/kernel/include/mmzone.ts';
import type { Kernel } from '../../harness/kernel/link.ts';
import { bootSession } from '../../harness/run/session.ts';
import type { Action, Machine } from '../../harness/types/scenario.ts';
import { smallMachine, step } from '../kernel/machine.ts';
import { looksOf } from './looks.ts';

/** A machine between two steps, which a test may spoil before it lets an invariant look. */
export interface AtRest {
  k: Kernel;
  /** Pretend that a boot block was offline once. */
  churn(block: number): void;
  zone(name: string, node?: number): Zone;
  /** What the invariant has to say. */
  told(invariant: Invariant): Breach | undefined;
  /**
   * Lets an invariant watch from here on; `told` is what it reported, `look` lets it look at the machine at rest, after a
   * step of these actions, which are not played.
   */
  watched(invariant: Invariant): { watch: Watch; told: Breach[]; look(...actions: Action[]): void };
  play(...actions: Action[]): void;
}

/**
 * The machine of tests/kernel/machine.ts: boot memory is pages 0 to 256, blocks 0 to 3; blocks, as sections, have 64 pages,
 * the first hot one is block 4. A block's own memmap takes 8 pages.
 */
export function atRest(
  actions: readonly Action[],
  { stack = 'linux@5.12', machine = smallMachine() }: { stack?: string; machine?: Machine } = {},
): AtRest {
  const session = bootSession(machine, stack);
  const { k } = session;
  const baseline = takeBaseline(k);
  const play = (...more: readonly Action[]): void => {
    for (const action of more) {
      const { ret } = session.step(step(action));
      if (ret !== 0) throw new Error(`${action.op} ends with ${ret}`);
    }
  };
  play(...actions);
  return {
    k,
    play,
    churn: (block) => baseline.churned.add(block),
    zone(name, node = 0) {
      const found = k.NODE_DATA(node).node_zones.find((zone) => zone.name === name);
      if (!found) throw new Error(`no zone ${name}`);
      return found;
    },
    told(invariant) {
      const finding =
        invariant.rest?.(new View(k, baseline)) ??
        k.incidents.map((incident) => invariant.incident?.(incident)).find((breach) => breach !== undefined);
      looksOf(invariant.id).push(() => finding !== undefined);
      return finding;
    },
    watched(invariant) {
      const told: Breach[] = [];
      looksOf(invariant.id).push(() => told.length > 0);
      const watch = invariant.watch?.(k, (finding) => told.push(finding), baseline) ?? {};
      const nothing = { title: '', ret: 0, rets: [], observation: {}, counters: {} };
      let events = k.notifications.length;
      const look = (...actions: Action[]) => {
        const view = new View(k, baseline);
        watch.step?.(() => view, step(...actions), nothing, k.notifications.slice(events));
        events = k.notifications.length;
        const finding = watch.rest?.(view);
        if (finding) told.push(finding);
      };
      return { watch, told, look };
    },
  };
}

/** A DIMM of so many blocks, from the given one on. */
export const plug = (block: number, blocks = 1, node = 0): Action => ({
  op: 'add',
  dimm: `d${block}`,
  pages: blocks * 64,
  node,
  at: block * 64,
});
export const movable = (block: number): Action => ({ op: 'online_movable', block });
export const kernel = (block: number): Action => ({ op: 'online_kernel', block });
export const offline = (block: number): Action => ({ op: 'offline', block });

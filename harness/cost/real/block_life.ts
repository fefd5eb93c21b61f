/** What the model counts in the operations that were measured on real kernels: one block's life on their machine. */

import type { Counters } from '../../types/result.ts';
import type { Action, Machine } from '../../types/scenario.ts';
import { bootBare } from '../bare_machine.ts';
import { makeMachine } from '../machines.ts';
import { featureOff, type MeasuredTable } from './measurements.ts';

const MiB = 256;
const block = 'd0';

type Stage = readonly [action: Action, row?: string];

/** Counters by the row of the table. A row that the kernel did not live to see has none. */
export function countersByRow(table: MeasuredTable, column: string, stack: string): Map<string, Counters> {
  const machine = machineOf(table, featureOff(column));
  const bare = bootBare(machine, stack);
  const counted = new Map<string, Counters>();
  for (const [action, row] of lifeOf(table, machine)) {
    const ret = bare.perform(action);
    const counters = bare.take();
    if (ret !== 0) break;
    if (row !== undefined) counted.set(row, counters);
  }
  return counted;
}

function machineOf({ title, blockMiB, boot, hot, node }: MeasuredTable, off: boolean): Machine {
  const numbers = [...new Set([...boot.map(([each]) => each), node])].sort((a, b) => a - b);
  return makeMachine({
    id: title,
    title,
    blockMiB,
    nodes: numbers.map((each) => ({
      node: each,
      ram: boot.filter(([of]) => of === each).map(([, from, to]) => [from * MiB, to * MiB] as const),
      cpu: each === 0,
    })),
    firstHotPfn: hot * MiB,
    config: { memmap_on_memory: off ? 'off' : 'on' },
  });
}

function lifeOf({ node, guestPages }: MeasuredTable, machine: Machine): Stage[] {
  const pages = machine.pagesPerBlock;
  const walk = (walker: 'pfn_to_online_page' | 'kpageflags', when: string): Stage => [
    { op: 'walk', walker, block },
    `${walker}, ${when}`,
  ];
  const guest = { block, first: Math.floor(pages / 64), nr: 16 };
  return [
    [{ op: 'add', dimm: block, pages, node, at: machine.firstHotPfn }, 'add'],
    walk('pfn_to_online_page', 'never onlined'),
    walk('kpageflags', 'never onlined'),
    [{ op: 'online_movable', block }, 'online_movable'],
    walk('pfn_to_online_page', 'online'),
    walk('kpageflags', 'online'),
    ...(guestPages ? [[{ op: 'occupy', pages: guest, use: 'movable' }] as const] : []),
    [{ op: 'offline', block }, 'offline'],
    walk('pfn_to_online_page', 'offline'),
    walk('kpageflags', 'offline'),
    [{ op: 'online_kernel', block }, 'online_kernel'],
    [{ op: 'offline', block }, 'offline_kernel'],
    [{ op: 'remove', dimm: block }, 'remove'],
  ];
}

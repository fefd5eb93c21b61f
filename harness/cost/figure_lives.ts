/** The lives of a block that the cost figure is read from: in ZONE_MOVABLE, with what is refused, and in ZONE_NORMAL. */
import type { Action, Machine } from '../types/scenario.ts';
import type { LifeStage } from './measure_lives.ts';
import { addAt, block, neighboursOnline } from './operations.ts';

/** In the order shown. `refused`: an online and an offline that a notifier refuses; `whole life`: add to remove, in ZONE_MOVABLE. */
export const figureOperations = [
  'add',
  'online',
  'offline',
  'remove',
  'whole life',
  'online to ZONE_NORMAL',
  'offline from ZONE_NORMAL',
  'refused',
  'walk of an offline block',
] as const;
export type FigureOperation = (typeof figureOperations)[number];

const ENOMEM = -12;

export function figureLives(neighbours: number, machine: Machine): LifeStage<FigureOperation>[][] {
  const add = addAt(block, neighbours, machine);
  const online: Action = { op: 'online_movable', block };
  const offline: Action = { op: 'offline', block };
  const veto = (action: 'MEM_GOING_ONLINE' | 'MEM_GOING_OFFLINE', errno: number) => ({
    action: { op: 'inject', action, errno } as const,
  });
  return [
    [
      ...neighboursOnline(neighbours, machine, 'online_movable').map(({ action }) => ({ action })),
      { action: add, operation: 'add' },
      { action: online, operation: 'online' },
      { action: offline, operation: 'offline' },
      { action: { op: 'walk', walker: 'kpageflags', block }, operation: 'walk of an offline block' },
      { action: { op: 'remove', dimm: block }, operation: 'remove' },
      { action: add },
      veto('MEM_GOING_ONLINE', ENOMEM),
      { action: online, operation: 'refused', fails: true },
      veto('MEM_GOING_ONLINE', 0),
      { action: online },
      veto('MEM_GOING_OFFLINE', ENOMEM),
      { action: offline, operation: 'refused', fails: true },
    ],
    [
      ...neighboursOnline(neighbours, machine, 'online_kernel').map(({ action }) => ({ action })),
      { action: add },
      { action: { op: 'online_kernel', block }, operation: 'online to ZONE_NORMAL' },
      { action: offline, operation: 'offline from ZONE_NORMAL' },
    ],
  ];
}

/** The operations whose cost is counted, as lives of a block among neighbours in ZONE_MOVABLE and in ZONE_NORMAL. */
import type { Action, Machine } from '../types/scenario.ts';

/** One action of a life; with `operation` what it counts is a sample of that operation. */
export interface Stage {
  action: Action;
  operation?: OperationId;
  /** It is meant to fail. */
  fails?: true;
}

export const operationIds = [
  'add',
  'online',
  'online_kernel',
  'online_movable',
  'offline',
  'offline_kernel',
  'remove',
  'failed online',
  'failed offline',
  'hibernation walk',
  'compaction pass',
] as const;
export type OperationId = (typeof operationIds)[number];

/** In the middle of a sentence. */
export const operationTitles: Record<OperationId, string> = {
  add: 'adding a block',
  online: 'onlining a block to its default zone',
  online_kernel: 'onlining a block to ZONE_NORMAL',
  online_movable: 'onlining a block to ZONE_MOVABLE',
  offline: 'offlining the last block of ZONE_MOVABLE',
  offline_kernel: 'offlining the last block of ZONE_NORMAL',
  remove: 'removing an offline block',
  'failed online': 'an online that a notifier refuses',
  'failed offline': 'an offline that a notifier refuses',
  'hibernation walk': 'hibernating with every second block offline',
  'compaction pass': 'a compaction pass over ZONE_MOVABLE after its last block went offline',
};

const ENOMEM = -12;
const inject = (action: 'MEM_GOING_ONLINE' | 'MEM_GOING_OFFLINE', errno: number): Stage => ({
  action: { op: 'inject', action, errno },
});

/** The block that is operated on lies above its neighbours. */
export const block = 'last';

export function addAt(dimm: string, index: number, machine: Machine): Action {
  const at = machine.firstHotPfn + index * machine.pagesPerBlock;
  return { op: 'add', dimm, pages: machine.pagesPerBlock, node: 0, at };
}

/**
 * The second one last: until it is there, every look for contiguous ends behind the first, and building up a zone of
 * thousands takes no time.
 */
export function neighboursOnline(
  neighbours: number,
  machine: Machine,
  op: 'online_kernel' | 'online_movable',
): Stage[] {
  const ascending = Array.from({ length: neighbours }, (_, index) => index);
  const order = [...ascending.filter((index) => index !== 1), ...ascending.filter((index) => index === 1)];
  return order.flatMap((index): Stage[] => [
    { action: addAt(`d${index}`, index, machine) },
    { action: { op, block: `d${index}` } },
  ]);
}

function lifeInMovable(neighbours: number, machine: Machine): Stage[] {
  const add = addAt(block, neighbours, machine);
  const remove: Action = { op: 'remove', dimm: block };
  return [
    ...neighboursOnline(neighbours, machine, 'online_movable'),
    { action: add, operation: 'add' },
    { action: { op: 'online_movable', block }, operation: 'online_movable' },
    { action: { op: 'offline', block }, operation: 'offline' },
    { action: { op: 'walk', walker: 'compaction', zone: 'Movable' }, operation: 'compaction pass' },
    { action: remove, operation: 'remove' },
    { action: add },
    { action: { op: 'online', block }, operation: 'online' },
    { action: { op: 'offline', block } },
    { action: remove },
    { action: add },
    inject('MEM_GOING_ONLINE', ENOMEM),
    { action: { op: 'online_movable', block }, operation: 'failed online', fails: true },
    inject('MEM_GOING_ONLINE', 0),
    { action: { op: 'online_movable', block } },
    inject('MEM_GOING_OFFLINE', ENOMEM),
    { action: { op: 'offline', block }, operation: 'failed offline', fails: true },
  ];
}

function lifeInNormal(neighbours: number, machine: Machine): Stage[] {
  return [
    ...neighboursOnline(neighbours, machine, 'online_kernel'),
    { action: addAt(block, neighbours, machine) },
    { action: { op: 'online_kernel', block }, operation: 'online_kernel' },
    { action: { op: 'offline', block }, operation: 'offline_kernel' },
  ];
}

/** The gap behind the first block stays, for the same reason as above. */
function hibernation(neighbours: number, machine: Machine): Stage[] {
  const indices = Array.from({ length: neighbours + 1 }, (_, index) => index);
  const at = (index: number) => (index === 0 ? 0 : index + 1);
  return [
    ...indices.flatMap((index): Stage[] => [
      { action: addAt(`d${index}`, at(index), machine) },
      { action: { op: 'online_kernel', block: `d${index}` } },
    ]),
    ...indices
      .filter((index) => index % 2 === 1)
      .map((index): Stage => ({ action: { op: 'offline', block: `d${index}` } })),
    { action: { op: 'hibernate' }, operation: 'hibernation walk' },
  ];
}

/** The lives with this many neighbours, each on a machine of its own. */
export const livesOf = (neighbours: number, machine: Machine): Stage[][] => [
  lifeInMovable(neighbours, machine),
  lifeInNormal(neighbours, machine),
  hibernation(neighbours, machine),
];

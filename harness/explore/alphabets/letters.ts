/** The moves that alphabets are made of. */

import type { Machine, NotifierEvent, Step } from '../../types/scenario.ts';
import {
  type BlockOfSlot,
  isAbsent,
  isOffline,
  isOnline,
  isThere,
  type Letter,
  type Slot,
  stepOf,
} from '../alphabet.ts';

type Onlining = 'online_kernel' | 'online_movable';
export const onlinings: readonly Onlining[] = ['online_kernel', 'online_movable'];

const addStep = (slot: Slot, { nodes }: Machine): Step =>
  stepOf(`add ${slot.name}`, { op: 'add', dimm: slot.name, pages: slot.pages, node: nodes.at(-1)!.node, at: slot.at });
const onlineStep = (op: Onlining, { name }: BlockOfSlot): Step => stepOf(`${op} ${name}`, { op, block: name });
const offlineStep = ({ name }: BlockOfSlot): Step => stepOf(`offline ${name}`, { op: 'offline', block: name });

/** As a move of one step. */
const alone = (step: Step, isOpen: Letter['isOpen']): Letter => ({ title: step.title, steps: [step], isOpen });

export const add = (slot: Slot, machine: Machine): Letter => alone(addStep(slot, machine), isAbsent(slot));
export const online = (op: Onlining, block: BlockOfSlot): Letter => alone(onlineStep(op, block), isOffline(block));
export const offline = (block: BlockOfSlot): Letter => alone(offlineStep(block), isOnline(block));
export const remove = (slot: Slot): Letter =>
  alone(stepOf(`remove ${slot.name}`, { op: 'remove', dimm: slot.name }), isThere(slot));

const EBUSY = 16;

/** A subscriber says EBUSY to the event, and only this once. */
function vetoed(step: Step, event: NotifierEvent): Step[] {
  return [
    stepOf(`inject ${event} EBUSY`, { op: 'inject', action: event, errno: -EBUSY }),
    step,
    stepOf(`inject ${event} 0`, { op: 'inject', action: event, errno: 0 }),
  ];
}

export const vetoedOnline = (op: Onlining, block: BlockOfSlot): Letter => ({
  title: `${op} ${block.name}, vetoed`,
  steps: vetoed(onlineStep(op, block), 'MEM_GOING_ONLINE'),
  isOpen: isOffline(block),
});
export const vetoedOffline = (block: BlockOfSlot): Letter => ({
  title: `offline ${block.name}, vetoed`,
  steps: vetoed(offlineStep(block), 'MEM_GOING_OFFLINE'),
  isOpen: isOnline(block),
});

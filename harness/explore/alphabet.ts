/** What may be done to a machine, bounded: the moves of an alphabet, and when each applies. */
import type { Kernel } from '../kernel/link.ts';
import type { Dimm, Dimms } from '../run/perform.ts';
import type { Action, Machine, Step } from '../types/scenario.ts';
import type { Move } from './graph.ts';

/** A machine at rest, as far as it decides which moves apply. */
export interface Resting {
  readonly k: Kernel;
  readonly dimms: Dimms;
}

/** A move, and where it applies. */
export interface Letter extends Move {
  isOpen(machine: Resting): boolean;
}

export interface Alphabet {
  name: string;
  /** What is in it, a sentence. */
  about: string;
  /** `blocks`: how many memory blocks there are to play with. `base`: the release; any where it is left out. */
  letters(machine: Machine, blocks: number, base?: string): Letter[];
  /** Beside the moves a reader runs, see readers.ts. */
  readers?: true;
}

/** A DIMM of the alphabet, always in the same place. */
export interface Slot {
  name: string;
  /** First pfn. */
  at: number;
  pages: number;
  blocks: readonly BlockOfSlot[];
}

export interface BlockOfSlot {
  /** As steps name it: `d0`, or `d0[1]`. */
  name: string;
  /** Its number in sysfs. */
  id: number;
}

/** DIMMs side by side from firstHotPfn on, each of so many blocks. */
export function slotsOf({ firstHotPfn, pagesPerBlock }: Machine, sizes: readonly number[]): Slot[] {
  let at = firstHotPfn;
  return sizes.map((blocks, index) => {
    const slot = {
      name: `d${index}`,
      at,
      pages: blocks * pagesPerBlock,
      blocks: Array.from({ length: blocks }, (_, which) => ({
        name: blocks === 1 ? `d${index}` : `d${index}[${which}]`,
        id: at / pagesPerBlock + which,
      })),
    };
    at += slot.pages;
    return slot;
  });
}

/** A step made in memory: its title is its action in words. */
export const stepOf = (title: string, ...actions: Action[]): Step => ({ title, actions, line: 0, column: 0 });

const dimmOf = ({ dimms }: Resting, slot: Slot): Dimm | undefined => dimms.get(slot.name);
export const isAbsent =
  (slot: Slot) =>
  (machine: Resting): boolean =>
    dimmOf(machine, slot) === undefined;
export const isThere =
  (slot: Slot) =>
  (machine: Resting): boolean =>
    dimmOf(machine, slot) !== undefined;
export const isOffline =
  ({ id }: BlockOfSlot) =>
  ({ k }: Resting): boolean =>
    k.memory_blocks.get(id)?.state === 'MEM_OFFLINE';
export const isOnline =
  ({ id }: BlockOfSlot) =>
  ({ k }: Resting): boolean =>
    k.memory_blocks.get(id)?.state === 'MEM_ONLINE';

import { type Alphabet, type Slot, slotsOf } from '../alphabet.ts';
import {
  addOf,
  failedAdd,
  failedIsolation,
  failuresOfAdd,
  offlineInUse,
  offlineOf,
  offlinePinned,
  offlineWithSignal,
  onlineOf,
  onlinings,
  removeInUse,
  removeOf,
} from './letters.ts';

export const faults: Alphabet = {
  name: 'faults',
  about:
    'DIMMs of two blocks: add, also with each allocation or device that can fail; online to either zone; offline, also with a failed isolation, a page in use, a pinned page and a signal; remove, also refused',
  letters(machine, blocks, base) {
    return wide(slotsOf(machine, sizes(blocks))).flatMap((slot) => [
      addOf(slot, machine),
      ...failuresOfAdd(machine, base).map((name) => failedAdd(slot, machine, name)),
      ...slot.blocks.flatMap((block) => [
        ...onlinings.map((op) => onlineOf(op, block)),
        offlineOf(block),
        failedIsolation(block),
        offlineInUse(block, machine),
        offlinePinned(block, machine),
        offlineWithSignal(block),
        removeInUse(slot, block, machine),
      ]),
      removeOf(slot),
    ]);
  },
};

/** Two blocks each; the last one has what is left. */
const sizes = (blocks: number): number[] =>
  Array.from({ length: Math.ceil(blocks / 2) }, (_, at) => Math.min(2, blocks - 2 * at));

/** Other names than those of one block have, since they lie elsewhere: `w0`, and `s1` for one that is left over. */
function wide(slots: readonly Slot[]): Slot[] {
  return slots.map((slot, at) => {
    const name = `${slot.blocks.length === 2 ? 'w' : 's'}${at}`;
    const blocks = slot.blocks.map((block) => ({ ...block, name: block.name.replace(slot.name, name) }));
    return { ...slot, name, blocks };
  });
}

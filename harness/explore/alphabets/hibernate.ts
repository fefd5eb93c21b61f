import { type Alphabet, slotsOf } from '../alphabet.ts';
import { addOf, hibernated, offlineOf, onlineOf, onlinings, overwritten, removeOf } from './letters.ts';

export const hibernate: Alphabet = {
  name: 'hibernate',
  about:
    'DIMMs of one block: add, online to either zone, offline, remove; hibernate and resume, also with an offline block overwritten in between',
  letters(machine, blocks) {
    const slots = slotsOf(
      machine,
      Array.from({ length: blocks }, () => 1),
    );
    return [
      ...slots.flatMap((slot) => [
        addOf(slot, machine),
        ...slot.blocks.flatMap((block) => [...onlinings.map((op) => onlineOf(op, block)), offlineOf(block)]),
        removeOf(slot),
        ...slot.blocks.map((block) => overwritten(block, machine)),
      ]),
      hibernated,
    ];
  },
};

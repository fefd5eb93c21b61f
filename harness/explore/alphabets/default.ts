import { type Alphabet, slotsOf } from '../alphabet.ts';
import { addOf, offlineOf, onlineOf, onlinings, removeOf, vetoedOffline, vetoedOnline } from './letters.ts';

export const plain: Alphabet = {
  name: 'default',
  about: 'DIMMs of one block: add, online to either zone, offline, remove, each onlining and offlining also vetoed',
  letters(machine, blocks) {
    const slots = slotsOf(
      machine,
      Array.from({ length: blocks }, () => 1),
    );
    return slots.flatMap((slot) => [
      addOf(slot, machine),
      ...slot.blocks.flatMap((block) => [
        ...onlinings.map((op) => onlineOf(op, block)),
        ...onlinings.map((op) => vetoedOnline(op, block)),
        offlineOf(block),
        vetoedOffline(block),
      ]),
      removeOf(slot),
    ]);
  },
};

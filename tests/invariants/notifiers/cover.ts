import { describe, expect, test } from 'vitest';
import type { Invariant } from '../../../harness/invariants/invariant.ts';
import type { Kernel } from '../../../harness/kernel/link.ts';
import type { MachineConfig } from '../../../harness/types/scenario.ts';
import { smallMachine } from '../../kernel/machine.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Pages of block 4, which is online: its memmap, and what it gives out. */
const parts = { memmap: [256, 264], data: [264, 320] } as const;

/** An invariant that asks for something beside every page of one of the two parts. */
export interface Cover {
  invariant: Invariant;
  part: keyof typeof parts;
  /** The switch of the kernel with which there is such a thing. */
  option: keyof MachineConfig & ('kasan' | 'page_ext');
  /** How it may be there, and how it may be missing: of what, and what is then said of the pages. */
  good: readonly ((k: Kernel, start: number, end: number) => void)[];
  bad: readonly { set(k: Kernel, start: number, end: number): void; told: string }[];
}

/** The four invariants of this kind mirror each other, and so do their tests. */
export function describeCover({ invariant, part, option, good, bad }: Cover): void {
  const [start, end] = parts[part];
  const [otherStart, otherEnd] = parts[part === 'data' ? 'memmap' : 'data'];
  const [firstGood] = good as [Cover['good'][0]];

  /** Block 4 is online with all that is asked for, block 5 offline. */
  const online = (has = true) => {
    const { config } = smallMachine();
    const machine = smallMachine({ config: { ...config, [option]: has } });
    const m = atRest([plug(4), plug(5), movable(4)], { stack: 'linux@5.12+david@v10', machine });
    firstGood(m.k, 256, 320);
    return m;
  };

  describe(`of the ${part} pages of an online block`, () => {
    test.each(good.map((set) => [set]))('those that have it are well: %s', (set) => {
      const m = online();
      set(m.k, start, end);
      expect(m.told(invariant)).toBeUndefined();
    });

    test.each(bad)('those that have not are told: $told', ({ set, told }) => {
      const m = online();
      set(m.k, start, end);
      expect(m.told(invariant)).toEqual({
        message: `${end - start} ${part} pages of online block 4 ${told}`,
        where: `pages ${start}+${end - start}`,
      });
    });

    test.each(bad)('the last one counts: $told', ({ set, told }) => {
      const m = online();
      set(m.k, end - 1, end);
      expect(m.told(invariant)?.message).toBe(`1 ${part} pages of online block 4 ${told}`);
    });
  });

  test.each(bad)('the other pages are looked at elsewhere: $told', ({ set }) => {
    const m = online();
    set(m.k, otherStart, otherEnd);
    expect(m.told(invariant)).toBeUndefined();
  });

  test.each(bad)('an offline block needs none: $told', ({ set }) => {
    const m = online();
    set(m.k, 320, 384);
    expect(m.told(invariant)).toBeUndefined();
  });

  test.each(bad)('a kernel without has none: $told', ({ set }) => {
    const m = online(false);
    set(m.k, 256, 320);
    expect(m.told(invariant)).toBeUndefined();
  });
}

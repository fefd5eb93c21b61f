import { expect, test } from 'vitest';
import { walkOf } from '../../harness/explore/task.ts';
import { ZONE_NORMAL } from '../../harness/kernel/include/mmzone.ts';
import type { LinkPatch } from '../../harness/kernel/link.ts';
import { linkOf } from '../../harness/kernel/state.ts';
import { taskOf, walked } from './walks.ts';

/** The prototype that the figures are of knew no order of the free lists, by which the kernel takes pages for memmap. */
const noOrder: LinkPatch = { id: 'no order of free lists', define: () => ({ move_to_free_list() {} }) };

test.each([
  [2, 128, 946],
  [3, 1014, 11408],
])(
  '%i blocks have %i states and %i transitions, leaving aside which block came online last',
  (blocks, states, transitions) => {
    const graph = walked({ blocks, patches: [noOrder] });
    expect([graph.states, graph.transitions, graph.cut]).toEqual([states, transitions, undefined]);
  },
);

test('who came last makes two of each state in which both blocks are in ZONE_NORMAL', () => {
  const { firstHotPfn, pagesPerBlock } = taskOf().machine;
  let both = 0;
  const nothing = { zones: {}, nodes: {}, blocks: {}, pages: {}, sysfs: {}, hidden: {} };
  walkOf(taskOf({ blocks: 2 }), {
    patches: [noOrder],
    look({ k }) {
      const inNormal = [0, 1].every((at) => {
        const first = firstHotPfn / pagesPerBlock + at;
        const last = (first + 1) * pagesPerBlock - 1;
        return (
          k.memory_blocks.get(first)?.state === 'MEM_ONLINE' && k.maps.page_link.get(last) === linkOf(0, ZONE_NORMAL)
        );
      });
      both += Number(inNormal);
      return nothing;
    },
  });
  expect(walked({ blocks: 2 }).states).toBe(128 + both);
});

import { expect, test } from 'vitest';
import { takeBaseline } from '../../../harness/invariants/baseline.ts';
import { offlineMemmapPages } from '../../../harness/invariants/memmap/offline-memmap.ts';
import { View } from '../../../harness/invariants/view.ts';
import { bootSession } from '../../../harness/run/session.ts';
import { smallMachine, step } from '../../kernel/machine.ts';
import { movable, plug } from '../at_rest.ts';

test('pages of an offline block that hold its memmap count for the zone they link to, others do not', () => {
  const session = bootSession(smallMachine(), 'linux@5.12');
  const { k } = session;
  const baseline = takeBaseline(k);
  for (const action of [plug(4), plug(5), movable(4), movable(5)]) session.step(step(action));
  const counted = () => k.NODE_DATA(0).node_zones.map((zone) => offlineMemmapPages(new View(k, baseline), zone));
  // DMA, DMA32, Normal, Movable; both blocks are online, and one says that it has a memmap.
  const mem = k.memory_blocks.get(4)!;
  mem.nr_vmemmap_pages = 8;
  expect(counted()).toEqual([0, 0, 0, 0]);
  mem.state = 'MEM_OFFLINE';
  expect(counted()).toEqual([0, 0, 0, 8]);
  k.maps.page_link.set(256, 259, 2);
  expect(counted()).toEqual([0, 0, 3, 5]);
});

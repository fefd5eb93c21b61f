/** The mistakes of the posted reservation, each with its repair, in the order in which a kernel would run into them. */
import { defineRepair, type memory_block, type vmem_altmap, type Zone, zone_to_nid } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import type { Posted } from './reserve_posted.ts';

type Reservation = Posted & MemmapOnMemory;

export const reservationRepairs = [
  defineRepair<Reservation>({
    name: 'after-arch-add',
    title: 'reserves after arch_add_memory(), when the struct pages are mapped',
    replaces: { reserve_and_add: '3db2189ee2' },
    patch: (k) => ({
      reserve_and_add(nid: number, start_pfn: number, nr_pages: number, altmap: vmem_altmap) {
        altmap.free = nr_pages;
        altmap.base_pfn = start_pfn;
        const ret = k.arch_add_memory(nid, start_pfn, nr_pages, altmap);
        if (ret >= 0) k.reserve_vmmemmap_space(nid, start_pfn, nr_pages, altmap);
        return ret;
      },
    }),
  }),

  defineRepair<Reservation>({
    name: 'vmemmap-only',
    title: 'reserves the vmemmap pages, not the whole block',
    replaces: { reservedPages: 'e0ccd3c5dd' },
    patch: (k) => ({
      reservedPages: (nr_pages: number) => (nr_pages * k.machine.structPageBytes) / k.machine.pageBytes,
    }),
  }),

  defineRepair<Reservation>({
    name: 'adds-present',
    title: 'adds what it reserves to the present pages',
    replaces: { account_reserved: '198547b539' },
    patch: (k) => ({
      account_reserved(zone: Zone, nr_pages: number) {
        zone.present_pages += nr_pages;
        k.NODE_DATA(zone_to_nid(zone)).node_present_pages += nr_pages;
      },
    }),
  }),

  defineRepair<Reservation>({
    name: 'walks-before-devices-go',
    title: 'looks for the blocks while they can be found, and takes their memory down after their devices',
    replaces: { remove_blocks: 'd28d13b9a3' },
    patch: (k) => ({
      remove_blocks(start_pfn: number, nr_pages: number) {
        const blocks: memory_block[] = [];
        k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
          blocks.push(mem);
          return 0;
        });
        k.remove_memory_block_devices(start_pfn, nr_pages);
        k.mem_hotplug_begin();
        if (k.mhp_memmap_on_memory()) for (const mem of blocks) k.remove_memory_block_cb(mem);
        else k.arch_remove_memory(start_pfn, nr_pages, null);
      },
    }),
  }),

  defineRepair<Reservation>({
    name: 'takes-off-what-it-added',
    title: 'takes off no managed pages, of which it added none',
    replaces: { take_off_counters: '0aa14572d1' },
    patch: (k) => ({
      take_off_counters(zone: Zone, nr_pages: number) {
        zone.present_pages -= nr_pages;
        k.NODE_DATA(zone_to_nid(zone)).node_present_pages -= nr_pages;
      },
    }),
  }),
];

/** The mistakes of the posted reservation, each with its repair, in the order in which a kernel would run into them. */
import {
  defineRepair,
  EINVAL,
  MHP_MEMMAP_ON_MEMORY,
  type memory_block,
  new_altmap,
  type vmem_altmap,
  ZONE_NORMAL,
} from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import type { Posted } from './reserve_posted.ts';

type Reservation = Posted & MemmapOnMemory;

export const reservationRepairs = [
  defineRepair<Reservation>({
    name: 'after-arch-add',
    title: 'reserves after arch_add_memory(), when the struct pages are mapped',
    patch: (k, _posted, hunk) => ({
      altmapForAdd(_nid: number, start_pfn: number, nr_pages: number, mhp_flags: number) {
        if (!(mhp_flags & MHP_MEMMAP_ON_MEMORY)) return null;
        if (!k.mhp_supports_memmap_on_memory(nr_pages)) return -EINVAL;
        return new_altmap({ free: nr_pages, base_pfn: start_pfn });
      },
      addRangeAndBlocks: (nid: number, start_pfn: number, nr_pages: number, mhp_flags: number) =>
        hunk('addRangeAndBlocks', {
          arch_add_memory(node, start, nr, altmap) {
            const ret = k.arch_add_memory(node, start, nr, altmap);
            if (ret >= 0 && altmap) k.reserve_vmmemmap_space(node, start, nr, altmap);
            return ret;
          },
        })(nid, start_pfn, nr_pages, mhp_flags),
    }),
  }),

  defineRepair<Reservation>({
    name: 'vmemmap-only',
    title: 'reserves the vmemmap pages, not the whole block',
    patch: (k, _posted, hunk) => ({
      reserve_vmmemmap_space(nid: number, pfn: number, nr_pages: number, altmap: vmem_altmap) {
        hunk('reserve_vmmemmap_space', {})(
          nid,
          pfn,
          (nr_pages * k.machine.structPageBytes) / k.machine.pageBytes,
          altmap,
        );
        altmap.free = nr_pages;
      },
    }),
  }),

  defineRepair<Reservation>({
    name: 'adds-present',
    title: 'adds what it reserves to the present pages',
    patch: (k, _posted, hunk) => ({
      reserve_vmmemmap_space: (nid: number, pfn: number, nr_pages: number, altmap: vmem_altmap) =>
        hunk('reserve_vmmemmap_space', {
          move_pfn_range_to_zone(zone, start, nr, migratetype) {
            k.move_pfn_range_to_zone(zone, start, nr, migratetype);
            zone.present_pages += nr;
            k.NODE_DATA(nid).node_present_pages += nr;
          },
        })(nid, pfn, nr_pages, altmap),
    }),
  }),

  defineRepair<Reservation>({
    name: 'walks-before-devices-go',
    title: 'looks for the blocks while they can be found, and takes their memory down after their devices',
    patch: (k, _posted, hunk) => ({
      try_remove_memory(start_pfn: number, nr_pages: number) {
        const blocks: memory_block[] = [];
        return hunk('try_remove_memory', {
          remove_memory_block_devices(start, nr) {
            k.walk_memory_blocks(start, nr, (mem) => {
              blocks.push(mem);
              return 0;
            });
            k.remove_memory_block_devices(start, nr);
          },
          walk_memory_blocks(start, nr, func) {
            if (func !== k.remove_memory_block_cb) return k.walk_memory_blocks(start, nr, func);
            for (const mem of blocks) func(mem);
            return 0;
          },
        })(start_pfn, nr_pages);
      },
    }),
  }),

  defineRepair<Reservation>({
    name: 'takes-off-what-it-added',
    title: 'takes off no managed pages, of which it added none',
    patch: (k) => ({
      unaccount_vmemmap_space(mem: memory_block) {
        const pgdat = k.NODE_DATA(mem.nid);
        const zone = pgdat.node_zones[ZONE_NORMAL];
        zone.present_pages -= mem.nr_vmemmap_pages;
        pgdat.node_present_pages -= mem.nr_vmemmap_pages;
        k.remove_pfn_range_from_zone(zone, mem.start_section_nr * k.machine.pagesPerSection, mem.nr_vmemmap_pages);
      },
    }),
  }),
];

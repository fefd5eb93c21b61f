/**
 * What all designs of the thread share: a hot-added block may carry its own memmap (v5 1/5 and 2/5).
 * add_memory takes the memmap from the head of the range, remove_memory gives it back; where the vmemmap pages are
 * accounted is what the designs differ in, and not here.
 */
import {
  defineDesign,
  EINVAL,
  IS_ALIGNED,
  MHP_MEMMAP_ON_MEMORY,
  MHP_NONE,
  new_altmap,
  type vmem_altmap,
} from '../../harness/design.ts';

export interface MemmapOnMemory {
  /** The runtime switch, memory_hotplug.memmap_on_memory. */
  mhp_memmap_on_memory(): boolean;
  /** Whether a range of this size can carry its memmap. Pages. */
  mhp_supports_memmap_on_memory(nr_pages: number): boolean;
  /** Ours, cut out of add_memory_resource(): what the memmap of a range comes from, null for existing memory, or -EINVAL where the caller asks in vain. */
  altmapForAdd(nid: number, start_pfn: number, nr_pages: number, mhp_flags: number): vmem_altmap | null | number;
  /** Ours, cut out of add_memory_resource(): takes the range down again when its block devices cannot be created. */
  removeAfterFailedAdd(start_pfn: number, nr_pages: number, altmap: vmem_altmap | null): void;
}

export const memmapOnMemory = defineDesign<MemmapOnMemory>({
  id: 'memmap-on-memory',
  revision: 'v5',
  title: 'Shared by the designs: memmap from the added range',
  provenance: 'posted',
  source: { messageId: '20210319092635.6214-2-osalvador@suse.de', series: 'v5 1/5 and 2/5' },
  on: ['linux@5.12', 'linux@6.1', 'linux@6.12', 'linux@7.3'],
  family: 'shared',
  adds: { memory_block: { nr_vmemmap_pages: 0 } },
  patch: (k) => ({
    mhp_memmap_on_memory: () => k.machine.config.memmap_on_memory === 'on',

    mhp_supports_memmap_on_memory(nr_pages) {
      const { pageBytes, structPageBytes, pmdPages, pageblockPages, pagesPerBlock } = k.machine;
      const vmemmap_size = nr_pages * structPageBytes;
      const remaining_size = nr_pages * pageBytes - vmemmap_size;
      return (
        k.mhp_memmap_on_memory() &&
        nr_pages === pagesPerBlock &&
        IS_ALIGNED(vmemmap_size, pmdPages * pageBytes) &&
        IS_ALIGNED(remaining_size, pageblockPages * pageBytes)
      );
    },

    acpiMhpFlags: (nr_pages) => (k.mhp_supports_memmap_on_memory(nr_pages) ? MHP_MEMMAP_ON_MEMORY : MHP_NONE),

    altmapForAdd(_nid, start_pfn, nr_pages, mhp_flags) {
      if (!(mhp_flags & MHP_MEMMAP_ON_MEMORY)) return null;
      if (!k.mhp_supports_memmap_on_memory(nr_pages)) return -EINVAL;
      return new_altmap({ free: nr_pages, base_pfn: start_pfn });
    },

    addRangeAndBlocks(nid, start_pfn, nr_pages, mhp_flags) {
      const altmap = k.altmapForAdd(nid, start_pfn, nr_pages, mhp_flags);
      if (typeof altmap === 'number') return altmap;

      const ret = k.arch_add_memory(nid, start_pfn, nr_pages, altmap);
      if (ret < 0) return ret;

      const err = k.create_memory_block_devices(start_pfn, nr_pages, altmap ? altmap.alloc : 0);
      if (err) k.removeAfterFailedAdd(start_pfn, nr_pages, altmap);
      return err;
    },

    removeAfterFailedAdd(start_pfn, nr_pages, _altmap) {
      // As posted and merged: NULL, although the memmap came from the altmap.
      k.arch_remove_memory(start_pfn, nr_pages, null);
    },

    altmapForRemoval(start_pfn, nr_pages) {
      if (!k.mhp_memmap_on_memory()) return null;
      const nr_vmemmap_pages = k.walk_memory_blocks(start_pfn, nr_pages, (mem) => mem.nr_vmemmap_pages);
      if (!nr_vmemmap_pages) return null;
      // One altmap describes one block: what was added in one piece goes in one piece.
      if (nr_pages !== k.machine.pagesPerBlock) {
        k.witness('try_remove_memory: wrong granularity');
        return -EINVAL;
      }
      return new_altmap({ alloc: nr_vmemmap_pages });
    },
  }),
});

/** Poisoned pages (mm/memory-failure.c:memory_failure, soft_offline_page), as far as hotplug meets them. */
import { EBUSY, EHWPOISON, EIO, ENXIO } from '../include/errno.ts';
import { PageBuddy, PG_hwpoison, PG_reserved } from '../include/page_flags.ts';
import type { Kernel } from '../link.ts';

export interface MemoryFailureFunctions {
  /**
   * Errors: -ENXIO for a page of no online section, -EHWPOISON for one that is marked already, -EBUSY for one the kernel
   * cannot do without; that one is marked all the same.
   */
  memory_failure(pfn: number): number;
  soft_offline_page(pfn: number): number;
}

export const memory_failure = (k: Kernel): MemoryFailureFunctions => ({
  memory_failure(pfn) {
    const page = k.pfn_to_online_page(pfn);
    if (page === null) return -ENXIO;
    k.touchPage(page);
    const flags = k.maps.page_flags.get(pfn);
    if (flags & PG_hwpoison) return k.release.tellsPoisonedBefore ? -EHWPOISON : 0;
    k.num_poisoned_pages++;
    const mem = k.find_memory_block(k.pfn_to_section_nr(pfn));
    if (mem && k.release.hwpoisonPerBlock) mem.nr_hwpoison++;
    if (mem) k.put_device(mem);
    k.set_pages('page_flags', pfn, pfn + 1, (flags & ~PageBuddy) | PG_hwpoison);
    if (flags & PG_reserved || k.maps.vmemmap_frame.get(pfn) || k.maps.page_use.get(pfn) === 'memmap') return -EBUSY;
    if (flags & PageBuddy) {
      k.set_pages('page_refcount', pfn, pfn + 1, 1);
      const zone = k.page_zone(page);
      if (zone) zone.free_pages--;
    }
    return 0;
  },

  soft_offline_page(pfn) {
    if (!k.pfn_valid(pfn)) return -ENXIO;
    const page = k.pfn_to_online_page(pfn);
    if (page === null) return -EIO;
    const flags = k.maps.page_flags.get(pfn);
    // Poisoned before: nothing is left to do.
    if (flags & PG_hwpoison) return 0;
    if (flags & PG_reserved || k.maps.vmemmap_frame.get(pfn) || k.maps.page_use.get(pfn) === 'memmap') return -EIO;
    return k.memory_failure(pfn);
  },
});

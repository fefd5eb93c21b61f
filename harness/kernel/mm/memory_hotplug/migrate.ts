/** Emptying a range (mm/memory_hotplug.c:scan_movable_pages, do_migrate_range). */
import { EBUSY, ENOENT } from '../../include/errno.ts';
import { PageBuddy, PageOffline } from '../../include/page_flags.ts';
import type { Kernel } from '../../link.ts';

export interface MigrateFunctions {
  /** First page that should migrate, or -ENOENT when there is none, -EBUSY for an Offline page somebody holds. */
  scan_movable_pages(start_pfn: number, end_pfn: number): number;
  /** Move what can be moved; the number of pages that went. A pinned page stays. */
  do_migrate_range(start_pfn: number, end_pfn: number): number;
}

export const migrate = (k: Kernel): MigrateFunctions => ({
  scan_movable_pages(start_pfn, end_pfn) {
    const offline = k.maps.page_flags
      .runs(start_pfn, end_pfn)
      .find(([at, , flags]) => flags & PageOffline && k.maps.page_refcount.get(at) > 0);
    const movable = k.maps.page_use
      .runs(start_pfn, end_pfn)
      .find(([, , use]) => use === 'movable' || use === 'pinned' || use === 'hugetlb');
    k.count('pages scanned for migration', (movable?.[0] ?? end_pfn) - start_pfn);
    if (movable && !(offline && offline[0] < movable[0])) return movable[0];
    return offline ? -EBUSY : -ENOENT;
  },

  do_migrate_range(start_pfn, end_pfn) {
    let moved = 0;
    // One page that should move sends it over all that follow.
    k.count('pages walked to migrate', end_pfn - start_pfn);
    for (const [start, end, use] of k.maps.page_use.runs(start_pfn, end_pfn)) {
      if (use !== 'movable' && use !== 'hugetlb') continue;
      const zone = k.page_zone(k.pfn_to_page(start));
      moved += end - start;
      k.count('pages migrated', end - start);
      k.set_pages('page_use', start, end, undefined);
      k.set_pages('page_flags', start, end, PageBuddy);
      k.set_pages('page_refcount', start, end, 0);
      if (zone) zone.free_pages += end - start;
    }
    return moved;
  },
});

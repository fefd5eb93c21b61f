/** page_ext tables, one per section, allocated by the notifier (mm/page_ext.c). */

import { ENOMEM } from '../include/errno.ts';
import type { MemEvent, memory_notify } from '../include/memory.ts';
import { ALIGN, ALIGN_DOWN, NUMA_NO_NODE } from '../include/mmzone.ts';
import type { Kernel } from '../link.ts';

/** struct page_ext is one long; what its users add depends on the configuration and moves no table to another zone. */
const pageExtBytes = 8;

export interface PageExtFunctions {
  page_ext_callback(event: MemEvent, arg: memory_notify): number;
  /** Tables for the sections that have none, on the node. Errors: -ENOMEM, and then none of them has one. */
  online_page_ext(start_pfn: number, end_pfn: number, nid: number): number;
  offline_page_ext(start_pfn: number, end_pfn: number): void;
  /** Whether the pfn has an entry. */
  lookup_page_ext(pfn: number): boolean;
}

export const page_ext = (k: Kernel): PageExtFunctions => ({
  page_ext_callback(event, { start_pfn, nr_pages, status_change_nid }) {
    if (!k.machine.config.page_ext) return 0;
    const { pagesPerSection } = k.machine;
    const start = ALIGN_DOWN(start_pfn, pagesPerSection);
    const end = ALIGN(start_pfn + nr_pages, pagesPerSection);
    if (event === 'MEM_GOING_ONLINE') {
      const injected = k.injected_failure('page_ext_callback');
      if (injected) return injected;
      const told = k.release.nodeNotifier ? NUMA_NO_NODE : status_change_nid;
      const nid = told >= 0 ? told : k.page_to_nid(k.pfn_to_page(start_pfn));
      return k.online_page_ext(start, end, nid);
    }
    if (event === 'MEM_CANCEL_ONLINE' || event === 'MEM_OFFLINE') k.offline_page_ext(start, end);
    return 0;
  },

  online_page_ext(start_pfn, end_pfn, nid) {
    const { pagesPerSection, pageBytes } = k.machine;
    k.count('page_ext sections allocated', (end_pfn - start_pfn) / pagesPerSection);
    for (let pfn = start_pfn; pfn < end_pfn; pfn += pagesPerSection) {
      if (k.maps.page_ext.get(pfn)) continue;
      const table = k.allocPagesBulkNode(nid, Math.ceil((pagesPerSection * pageExtBytes) / pageBytes), 'table');
      if (!table) {
        k.offline_page_ext(start_pfn, end_pfn);
        return -ENOMEM;
      }
      k.pageExtFrames.set(pfn, table);
      k.set_pages('page_ext', pfn, pfn + pagesPerSection, true);
    }
    return 0;
  },

  offline_page_ext(start_pfn, end_pfn) {
    const { pagesPerSection } = k.machine;
    k.count('page_ext sections freed', (end_pfn - start_pfn) / pagesPerSection);
    for (let pfn = start_pfn; pfn < end_pfn; pfn += pagesPerSection) {
      for (const [start, end] of k.pageExtFrames.get(pfn) ?? []) k.__free_pages(start, end - start);
      k.pageExtFrames.delete(pfn);
    }
    k.set_pages('page_ext', start_pfn, end_pfn, false);
  },

  lookup_page_ext: (pfn) => k.maps.page_ext.get(pfn),
});

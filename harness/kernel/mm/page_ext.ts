/** page_ext tables, one per section, allocated by the notifier (mm/page_ext.c). */

import type { MemEvent, memory_notify } from '../include/memory.ts';
import { ALIGN, ALIGN_DOWN } from '../include/mmzone.ts';
import type { Kernel } from '../kernel.ts';

export interface PageExtFunctions {
  page_ext_callback(event: MemEvent, arg: memory_notify): number;
  /** Whether the pfn has an entry. */
  lookup_page_ext(pfn: number): boolean;
}

export const page_ext = (k: Kernel): PageExtFunctions => ({
  page_ext_callback(event, { start_pfn, nr_pages }) {
    if (!k.machine.config.page_ext) return 0;
    const { pagesPerSection } = k.machine;
    const start = ALIGN_DOWN(start_pfn, pagesPerSection);
    const end = ALIGN(start_pfn + nr_pages, pagesPerSection);
    if (event === 'MEM_GOING_ONLINE') {
      const injected = k.injected_failure('page_ext_callback');
      if (injected) return injected;
      k.count('page_ext sections allocated', (end - start) / pagesPerSection);
      k.set_pages('page_ext', start, end, true);
    }
    if (event === 'MEM_CANCEL_ONLINE' || event === 'MEM_OFFLINE') {
      k.count('page_ext sections freed', (end - start) / pagesPerSection);
      k.set_pages('page_ext', start, end, false);
    }
    return 0;
  },

  lookup_page_ext: (pfn) => k.maps.page_ext.get(pfn),
});

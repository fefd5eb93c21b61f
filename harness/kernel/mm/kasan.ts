/** KASAN's shadow of hot-added memory (mm/kasan/shadow.c:kasan_mem_notifier, mm/kasan/init.c). */
import { EPERM } from '../include/errno.ts';
import type { MemEvent, memory_notify } from '../include/memory.ts';
import type { Kernel } from '../kernel.ts';

export interface KasanFunctions {
  kasan_mem_notifier(event: MemEvent, arg: memory_notify): number;
  /** Map the zero shadow over a range nobody checks. Errors: -ENOMEM when injected. */
  kasan_add_zero_shadow(pfn: number, nr_pages: number): number;
  kasan_remove_zero_shadow(pfn: number, nr_pages: number): void;
  /** An instrumented access through the direct map. Errors: oopses where no shadow is mapped. */
  direct_map_access(pfn: number, nr_pages: number): void;
}

export const kasan = (k: Kernel): KasanFunctions => {
  const dropReal = (start: number, end: number) => {
    k.count('kasan shadow pages freed', end - start);
    k.update_pages('kasan_shadow', start, end, (shadow) => (shadow === 'real' ? 'none' : shadow));
  };

  return {
    kasan_mem_notifier(event, { start_pfn, nr_pages }) {
      if (!k.machine.config.kasan) return 0;
      const end_pfn = start_pfn + nr_pages;
      if (event === 'MEM_GOING_ONLINE') {
        // A bare NOTIFY_BAD becomes -EPERM.
        if (k.injected_failure('kasan_mem_notifier')) return -EPERM;
        k.count('kasan shadow pages allocated', nr_pages);
        k.set_pages('kasan_shadow', start_pfn, end_pfn, 'real');
      }
      if (event === 'MEM_CANCEL_ONLINE' || event === 'MEM_OFFLINE') dropReal(start_pfn, end_pfn);
      return 0;
    },

    kasan_add_zero_shadow(pfn, nr_pages) {
      if (!k.machine.config.kasan) return 0;
      const injected = k.injected_failure('kasan_add_zero_shadow');
      if (injected) return injected;
      k.count('kasan zero shadow pages mapped', nr_pages);
      k.set_pages('kasan_shadow', pfn, pfn + nr_pages, 'zero');
      return 0;
    },

    kasan_remove_zero_shadow(pfn, nr_pages) {
      if (!k.machine.config.kasan) return;
      k.count('kasan zero shadow pages unmapped', nr_pages);
      k.set_pages('kasan_shadow', pfn, pfn + nr_pages, 'none');
    },

    direct_map_access(pfn, nr_pages) {
      if (!k.machine.config.kasan) return;
      const bare = k.maps.kasan_shadow.runs(pfn, pfn + nr_pages).find(([, , shadow]) => shadow === 'none');
      if (bare) k.oops(`page fault in the KASAN shadow: pfn ${bare[0]} is accessed without one`);
    },
  };
};

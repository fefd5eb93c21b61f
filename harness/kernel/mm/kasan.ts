/**
 * KASAN's shadow of memory that can be plugged (mm/kasan/shadow.c:kasan_mem_notifier, mm/kasan/init.c). It is looked up by
 * address: struct pages are written through the vmemmap, whose own shadow is there from boot on
 * (arch/x86/mm/kasan_init_64.c:kasan_init), and only who goes through the direct map asks for that of the frame.
 */
import { EPERM } from '../include/errno.ts';
import type { MemEvent, memory_notify } from '../include/memory.ts';
import type { Kernel } from '../link.ts';

export interface KasanFunctions {
  kasan_mem_notifier(event: MemEvent, arg: memory_notify): number;
  /** Map the zero shadow over a range nobody checks. Errors: -ENOMEM when injected. */
  kasan_add_zero_shadow(pfn: number, nr_pages: number): number;
  kasan_remove_zero_shadow(pfn: number, nr_pages: number): void;
  /** What comes before an instrumented access through the direct map. Errors: oopses where no shadow is mapped. */
  kasan_check_range(pfn: number, nr_pages: number): void;
}

export const kasan = (k: Kernel): KasanFunctions => {
  /** The shadow of boot memory is no vmalloc area: it is found mapped when its memory comes back, and is never freed. */
  const mappedAtBoot = (pfn: number): boolean => pfn < k.machine.firstHotPfn;
  /** Bytes of memory that one byte of shadow stands for (KASAN_GRANULE_SIZE). */
  const granule = 8;

  return {
    kasan_mem_notifier(event, { start_pfn, nr_pages }) {
      if (!k.machine.config.kasan) return 0;
      const end_pfn = start_pfn + nr_pages;
      if (mappedAtBoot(start_pfn)) return 0;
      if (event === 'MEM_GOING_ONLINE') {
        // A bare NOTIFY_BAD becomes -EPERM.
        if (k.injected_failure('kasan_mem_notifier')) return -EPERM;
        k.count('kasan shadow pages allocated', nr_pages);
        if (k.maps.kasan_shadow.get(start_pfn) !== 'real') {
          const nid = k.page_to_nid(k.pfn_to_page(start_pfn));
          const shadow = k.allocPagesBulkNode(nid, Math.ceil(nr_pages / granule), 'table');
          if (!shadow) return -EPERM;
          k.shadowFrames.set(start_pfn, shadow);
        }
        k.set_pages('kasan_shadow', start_pfn, end_pfn, 'real');
      }
      if (event === 'MEM_CANCEL_ONLINE' || event === 'MEM_OFFLINE') {
        const mapped = k.maps.kasan_shadow.runs(start_pfn, end_pfn).filter(([, , shadow]) => shadow === 'real');
        k.count(
          'kasan shadow pages freed',
          mapped.reduce((sum, [start, end]) => sum + end - start, 0),
        );
        for (const [start, end] of k.shadowFrames.get(start_pfn) ?? []) k.__free_pages(start, end - start);
        k.shadowFrames.delete(start_pfn);
        k.update_pages('kasan_shadow', start_pfn, end_pfn, (shadow) => (shadow === 'real' ? 'none' : shadow));
      }
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

    kasan_check_range(pfn, nr_pages) {
      if (!k.machine.config.kasan) return;
      const bare = k.maps.kasan_shadow.runs(pfn, pfn + nr_pages).find(([, , shadow]) => shadow === 'none');
      if (bare) k.oops(`page fault in the KASAN shadow: pfn ${bare[0]} is accessed without one`);
    },
  };
};

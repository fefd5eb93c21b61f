/** What a person at the kernel debugger reads (kernel/debug/kdb/kdb_support.c). */
import { EINVAL } from '../../../include/errno.ts';
import type { Kernel } from '../../../link.ts';

export interface KdbFunctions {
  /**
   * The command `mdp` over these pages: a plain memcpy() from the direct map, which is instrumented. Errors: -EINVAL where
   * a page has no memmap (the kernel's 1); oopses as kasan_check_range() does.
   */
  kdb_getphys(pfn: number, nr_pages: number): number;
}

export const kdb = (k: Kernel): KdbFunctions => ({
  kdb_getphys(pfn, nr_pages) {
    if (!k.pfn_valid(pfn) || !k.pfn_valid(pfn + nr_pages - 1)) return -EINVAL;
    k.kasan_check_range(pfn, nr_pages);
    return 0;
  },
});

/** /proc/kpageflags (fs/proc/page.c): flags of a pfn as user space reads them. */
import { PageBuddy, PageOffline, PG_hwpoison, PG_reserved, PG_vmemmap_self_hosted } from '../../include/page_flags.ts';
import type { Kernel } from '../../link.ts';

export interface ProcPageFunctions {
  /** Names as in include/uapi/linux/kernel-page-flags.h; empty for an allocated page without notable flags. */
  stable_page_flags(pfn: number): string[];
}

const names: [number, string][] = [
  [PageBuddy, 'BUDDY'],
  [PG_hwpoison, 'HWPOISON'],
  [PageOffline, 'OFFLINE'],
  [PG_reserved, 'RESERVED'],
  [PG_vmemmap_self_hosted, 'OWNER_PRIVATE'],
];

export const proc_page = (k: Kernel): ProcPageFunctions => ({
  stable_page_flags(pfn) {
    k.count('pages read through kpageflags');
    const page = k.pfn_to_online_page(pfn);
    if (page === null) return k.release.kpageflagsTellsNopage ? ['NOPAGE'] : [];
    k.count('struct pages read through kpageflags');
    k.touchPage(page);
    const flags = k.maps.page_flags.get(pfn);
    return names.filter(([bit]) => flags & bit).map(([, name]) => name);
  },
});

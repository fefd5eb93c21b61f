/** Struct pages: what a touch of one finds (include/linux/mm.h, include/linux/page-flags.h). */
import { ZONE_DMA, ZONE_DMA32, ZONE_NORMAL, type Zone } from '../include/mmzone.ts';
import type { Page } from '../include/page_flags.ts';
import type { Kernel } from '../link.ts';
import { GARBAGE_LINK, linkOf, zoneOfLink } from '../state.ts';

export interface PageFunctions {
  pfn_to_page(pfn: number): Page;
  /**
   * Read a struct page. Errors: oopses where the vmemmap is not mapped, and with DEBUG_VM where it is poisoned
   * (PF_POISONED_CHECK). Reading what was never written, or lost, is noted, not refused: a kernel would go on.
   */
  touchPage(page: Page): void;
  page_to_nid(page: Page): number;
  /** Null for a struct page whose bytes name no zone. */
  page_zone(page: Page): Zone | null;
  /** The bits of a struct page that name its zone, whatever they are. Errors: oopses where it is not mapped. */
  page_zone_id(page: Page): number;
}

/** All ones name no zone there is. */
const POISON_LINK = Number.MAX_SAFE_INTEGER;

export const page = (k: Kernel): PageFunctions => {
  /** What zero bytes name: the first zone that the kernel was built with, of node 0. */
  const { DMA, DMA32 } = k.machine.zoneEnds;
  const zeros = linkOf(0, DMA !== undefined ? ZONE_DMA : DMA32 !== undefined ? ZONE_DMA32 : ZONE_NORMAL);

  const link = (page: Page) => {
    k.touchPage(page);
    if (k.maps.memmap.get(page) === 'raw') return k.machine.config.dirty_memory ? GARBAGE_LINK : zeros;
    if (k.maps.memmap.get(page) === 'garbage') return GARBAGE_LINK;
    return k.maps.page_link.get(page);
  };

  return {
    pfn_to_page: (pfn) => pfn as Page,

    touchPage(page) {
      const content = k.maps.memmap.get(page);
      if (content === 'unmapped') k.oops(`page fault: struct page of pfn ${page} is not mapped`);
      if (content === 'poison') k.oops(`VM_BUG_ON(PagePoisoned): struct page of pfn ${page} is poisoned`);
      if (content === 'garbage' || content === 'raw') k.witness(`touched a ${content} struct page`);
    },

    page_to_nid(page) {
      const value = link(page);
      return value < 0 ? -1 : Math.floor(value / 8);
    },

    page_zone: (page) => zoneOfLink(k, link(page)) ?? null,

    page_zone_id(page) {
      const content = k.maps.memmap.get(page);
      return content === 'poison' ? POISON_LINK : link(page);
    },
  };
};

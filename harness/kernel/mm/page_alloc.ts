/** The parts of the page allocator that hotplug moves (mm/page_alloc.c, mm/memory_hotplug.c:generic_online_page). */
import { type MigrateType, type Pglist, type Zone, zone_idx } from '../include/mmzone.ts';
import { PageBuddy, PageOffline, PG_hwpoison, PG_reserved } from '../include/page_flags.ts';
import type { Kernel } from '../link.ts';
import { linkOf } from '../state.ts';

export interface PageAllocFunctions {
  NODE_DATA(nid: number): Pglist;
  init_currently_empty_zone(zone: Zone, zone_start_pfn: number): void;
  /** Initialise the struct pages of a hot-added range. Errors: oopses where the memmap is not mapped. */
  memmap_init_range(nr_pages: number, nid: number, zone: Zone, start_pfn: number, migratetype: MigrateType): void;
  /** Hand `chunks` neighbouring chunks of 2^order pages to the buddy: managed and totalram grow. */
  generic_online_page(pfn: number, order: number, chunks?: number): void;
  setup_zone_pageset(zone: Zone): void;
  zone_pcp_reset(zone: Zone): void;
  zone_pcp_disable(zone: Zone): void;
  zone_pcp_enable(zone: Zone): void;
  adjust_managed_page_count(zone: Zone, nr_pages: number): void;
  /** Mark the sections offline and take the isolated pages off the free lists. */
  __offline_isolated_pages(start_pfn: number, end_pfn: number): void;
  /** The second half of it, under zone->lock. Errors: oopses on a page that is not free (BUG_ON). */
  unlinkIsolatedPages(start_pfn: number, end_pfn: number): void;
}

export const page_alloc = (k: Kernel): PageAllocFunctions => ({
  NODE_DATA(nid) {
    return k.node_data[nid] ?? k.oops(`NODE_DATA(${nid}): no such node`);
  },

  init_currently_empty_zone(zone, zone_start_pfn) {
    const pgdat = k.NODE_DATA(zone.node);
    pgdat.nr_zones = Math.max(pgdat.nr_zones, zone_idx(zone) + 1);
    zone.zone_start_pfn = zone_start_pfn;
    zone.initialized = true;
  },

  memmap_init_range(nr_pages, nid, zone, start_pfn, migratetype) {
    const end_pfn = start_pfn + nr_pages;
    const hole = k.maps.memmap.runs(start_pfn, end_pfn).find(([, , content]) => content === 'unmapped');
    if (hole) k.oops(`page fault: struct page of pfn ${hole[0]} is initialised before it is mapped`);
    const { pageblockPages } = k.machine;
    k.count('struct pages initialised', nr_pages);
    k.set_pages('memmap', start_pfn, end_pfn, 'init');
    k.set_pages('page_link', start_pfn, end_pfn, linkOf(nid, zone_idx(zone)));
    k.set_pages('page_flags', start_pfn, end_pfn, k.release.hotAddedPage === 'reserved' ? PG_reserved : PageOffline);
    k.set_pages('page_refcount', start_pfn, end_pfn, 1);
    k.set_pages('page_use', start_pfn, end_pfn, undefined);
    // Only a pageblock whose first page is in the range gets its migratetype.
    const firstBlock = Math.ceil(start_pfn / pageblockPages);
    const endBlock = Math.ceil(end_pfn / pageblockPages);
    k.count('pageblock migratetypes set', endBlock - firstBlock);
    k.set_pages('pageblock_migratetype', firstBlock * pageblockPages, endBlock * pageblockPages, migratetype);
    k.set_pages('isolated_migratetype', firstBlock * pageblockPages, endBlock * pageblockPages, undefined);
  },

  generic_online_page(pfn, order, chunks = 1) {
    const nr_pages = 2 ** order * chunks;
    k.touchPage(k.pfn_to_page(pfn));
    if (pfn % 2 ** order !== 0) {
      if (k.machine.config.debug_vm)
        k.oops(`VM_BUG_ON_PAGE(pfn & ((1 << order) - 1)): pfn ${pfn} is freed as order ${order}`);
      k.incident(
        'corruption',
        `a chunk of order ${order} is freed at pfn ${pfn}, which is not aligned to it`,
        pfn,
        pfn + nr_pages,
      );
    }
    const unmapped = k.maps.memmap.runs(pfn, pfn + nr_pages).find(([, , content]) => content === 'unmapped');
    if (unmapped) k.oops(`page fault: struct page of pfn ${unmapped[0]} is freed but not mapped`);
    const poisoned = k.maps.memmap.runs(pfn, pfn + nr_pages).find(([, , content]) => content === 'poison');
    if (poisoned) k.oops(`VM_BUG_ON(PagePoisoned): struct page of pfn ${poisoned[0]} is freed but poisoned`);
    const zone = k.page_zone(k.pfn_to_page(pfn)) ?? k.oops(`pfn ${pfn} is freed but links to no zone`);
    k.__free_pages_core(zone, pfn, order, chunks);
    k.totalram_pages += nr_pages;
  },

  setup_zone_pageset(zone) {
    k.count('pagesets set up');
    zone.pageset = 'real';
  },

  zone_pcp_reset(zone) {
    k.count('pagesets reset');
    zone.pageset = 'boot';
  },

  zone_pcp_disable() {
    k.lock('pcp_batch_high_lock');
    k.pcp_disabled++;
  },

  zone_pcp_enable() {
    k.pcp_disabled--;
    k.unlock('pcp_batch_high_lock');
  },

  adjust_managed_page_count(zone, nr_pages) {
    zone.managed_pages += nr_pages;
    k.totalram_pages += nr_pages;
    if (zone.managed_pages < 0) k.oops(`managed_pages of ${zone.node}:${zone.name} is below zero`);
  },

  __offline_isolated_pages(start_pfn, end_pfn) {
    k.offline_mem_sections(start_pfn, end_pfn);
    k.unlinkIsolatedPages(start_pfn, end_pfn);
  },

  unlinkIsolatedPages(start_pfn, end_pfn) {
    const zone = k.page_zone(k.pfn_to_page(start_pfn)) ?? k.oops(`pfn ${start_pfn} is offlined but links to no zone`);
    k.lock('zone->lock');
    for (const [start, end, flags] of k.maps.page_flags.runs(start_pfn, end_pfn)) {
      if (flags & PageBuddy) {
        zone.free_pages -= end - start;
        k.count('pages taken off the buddy', end - start);
      } else if (!(flags & (PG_hwpoison | PageOffline)))
        k.oops(`BUG_ON(!PageBuddy(page)): pfn ${start} is offlined but not free`);
    }
    k.update_pages('page_flags', start_pfn, end_pfn, (flags) => flags & ~PageBuddy);
    k.unlock('zone->lock');
  },
});

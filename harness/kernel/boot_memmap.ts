/** Struct pages of boot memory and of the holes beside it (mm/page_alloc.c:memmap_init, mm/sparse.c:subsection_map_init). */
import type { PageRun } from '../types/page_run.ts';
import {
  ALIGN,
  ALIGN_DOWN,
  populated_zone,
  SECTION_HAS_MEM_MAP,
  type Zone,
  zone_end_pfn,
  zone_idx,
} from './include/mmzone.ts';
import { PageBuddy, PG_reserved } from './include/page_flags.ts';
import type { Kernel } from './link.ts';
import { linkOf } from './state.ts';

/**
 * Sub-sections that hold memory, by memory range (called from free_area_init for each): a hole of a sub-section is none,
 * whatever becomes of its struct pages. arm64's own pfn_valid() up to v5.13 asks memblock, page by page.
 */
export function subsection_map_init(k: Kernel, start_pfn: number, end_pfn: number): void {
  const unit = k.holesInZone() ? 1 : k.machine.pagesPerSubsection;
  k.maps.subsection.set(ALIGN_DOWN(start_pfn, unit), ALIGN(end_pfn, unit), true);
}

/** Holes inside present sections: reserved, and linked to the zone. */
function init_unavailable_range(k: Kernel, start_pfn: number, end_pfn: number, zone: Zone): void {
  const { pagesPerSection } = k.machine;
  if (k.holesInZone()) return;
  for (const [first, last, bits] of k.sections.present()) {
    const start = Math.max(start_pfn, first * pagesPerSection);
    const end = Math.min(end_pfn, last * pagesPerSection);
    if (!(bits & SECTION_HAS_MEM_MAP) || start >= end) continue;
    init(k, start, end, zone, PG_reserved);
  }
}

function init(k: Kernel, start: number, end: number, zone: Zone, flags: number): void {
  k.maps.memmap.set(start, end, 'init');
  k.maps.page_link.set(start, end, linkOf(zone.node, zone_idx(zone)));
  k.maps.page_flags.set(start, end, flags);
}

const inside = (zone: Zone, pfn: number): number => Math.min(Math.max(pfn, zone.zone_start_pfn), zone_end_pfn(zone));

/** From v5.13 on (122e093c1734): range by range, a hole goes to the zone above it. */
function memmap_init(k: Kernel): void {
  let hole_pfn = 0;
  let last: Zone | undefined;
  const ranges = k.machine.nodes.flatMap(({ node, ram }) => ram.map((range) => ({ node, range })));
  for (const { node, range } of ranges.sort((a, b) => a.range[0] - b.range[0]))
    for (const zone of k.NODE_DATA(node).node_zones.filter(populated_zone)) {
      hole_pfn = memmap_init_zone_range(k, zone, range, hole_pfn);
      last = zone;
    }
  if (last) init_unavailable_range(k, hole_pfn, ALIGN(hole_pfn, k.machine.pagesPerSection), last);
}

function memmap_init_zone_range(k: Kernel, zone: Zone, range: PageRun, hole_pfn: number): number {
  const [start, end] = [inside(zone, range[0]), inside(zone, range[1])];
  if (start >= end) return hole_pfn;
  init(k, start, end, zone, PageBuddy);
  init_unavailable_range(k, hole_pfn, start, zone);
  return end;
}

/** v5.12: zone by zone, and what is left of the last section goes to the zone below. */
function memmap_init_zones(k: Kernel): void {
  let hole_pfn = 0;
  for (const { node, ram } of k.machine.nodes)
    for (const zone of k.NODE_DATA(node).node_zones.filter(({ spanned_pages }) => spanned_pages > 0)) {
      for (const range of ram) {
        const [start, end] = [inside(zone, range[0]), inside(zone, range[1])];
        if (start < end) init(k, start, end, zone, PageBuddy);
        init_unavailable_range(k, hole_pfn, start, zone);
        hole_pfn = end;
      }
      init_unavailable_range(k, hole_pfn, ALIGN(zone_end_pfn(zone), k.machine.pagesPerSection), zone);
    }
}

/** Give every struct page of boot memory its zone, holes included; memory is free, a hole is reserved. */
export function initBootMemmap(k: Kernel): void {
  if (k.release.bootHoles === 'below') memmap_init_zones(k);
  else memmap_init(k);
}

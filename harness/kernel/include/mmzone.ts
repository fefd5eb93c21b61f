/** Zones, nodes, sections and pageblocks (include/linux/mmzone.h). Positions are pfns, amounts pages, unless said otherwise. */

export const ZONE_DMA = 0;
export const ZONE_DMA32 = 1;
export const ZONE_NORMAL = 2;
export const ZONE_MOVABLE = 3;
export const MAX_NR_ZONES = 4;
export type ZoneType = 0 | 1 | 2 | 3;
export const zoneNames = ['DMA', 'DMA32', 'Normal', 'Movable'] as const;

export const NUMA_NO_NODE = -1;

/** Bits of mem_section.section_mem_map. */
export const SECTION_MARKED_PRESENT = 1;
export const SECTION_HAS_MEM_MAP = 2;
export const SECTION_IS_ONLINE = 4;
export const SECTION_IS_EARLY = 8;

export type MigrateType = 'UNMOVABLE' | 'MOVABLE' | 'RECLAIMABLE' | 'ISOLATE';

export interface Zone {
  readonly node: number;
  readonly index: ZoneType;
  /** As /proc/zoneinfo prints it. */
  readonly name: string;
  zone_start_pfn: number;
  spanned_pages: number;
  present_pages: number;
  present_early_pages: number;
  managed_pages: number;
  contiguous: boolean;
  /** Pageblocks. */
  nr_isolate_pageblock: number;
  initialized: boolean;
  /** The per-cpu pageset: the shared one of boot time, or its own. */
  pageset: 'boot' | 'real';
  /** Pages on the free lists, ISOLATE ones included: accounting, not a free list. */
  free_pages: number;
}

export interface Pglist {
  readonly node_id: number;
  readonly node_zones: readonly [Zone, Zone, Zone, Zone];
  node_start_pfn: number;
  node_spanned_pages: number;
  node_present_pages: number;
  nr_zones: number;
  online: boolean;
  N_MEMORY: boolean;
  N_NORMAL_MEMORY: boolean;
  kswapd: boolean;
  kcompactd: boolean;
  /** `node:Zone`, in order of fallback. */
  zonelist: string;
  hasCpu: boolean;
}

export const zone_end_pfn = (zone: Zone): number => zone.zone_start_pfn + zone.spanned_pages;
export const zone_is_empty = (zone: Zone): boolean => zone.spanned_pages === 0;
export const populated_zone = (zone: Zone): boolean => zone.present_pages !== 0;
export const managed_zone = (zone: Zone): boolean => zone.managed_pages !== 0;
export const zone_idx = (zone: Zone): ZoneType => zone.index;
export const zone_to_nid = (zone: Zone): number => zone.node;
export const zone_spans_pfn = (zone: Zone, pfn: number): boolean =>
  zone.zone_start_pfn <= pfn && pfn < zone_end_pfn(zone);
export const zone_intersects = (zone: Zone, start_pfn: number, nr_pages: number): boolean =>
  !zone_is_empty(zone) && start_pfn < zone_end_pfn(zone) && start_pfn + nr_pages > zone.zone_start_pfn;
export const pgdat_end_pfn = (pgdat: Pglist): number => pgdat.node_start_pfn + pgdat.node_spanned_pages;
/** `0:Normal`, the name a zone has in observations. */
export const zoneKey = (zone: Zone): string => `${zone.node}:${zone.name}`;

export const IS_ALIGNED = (value: number, alignment: number): boolean => value % alignment === 0;
export const ALIGN_DOWN = (value: number, alignment: number): number => value - (value % alignment);
export const ALIGN = (value: number, alignment: number): number => Math.ceil(value / alignment) * alignment;

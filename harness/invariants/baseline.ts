/** The machine as it was when the watch began, after boot: what every later figure is held against. */
import { type Zone, zone_end_pfn } from '../kernel/include/mmzone.ts';
import type { Kernel } from '../kernel/link.ts';
import type { PageLink } from '../kernel/state.ts';
import type { IntervalMap } from '../state/interval_map.ts';
import type { PageRun } from '../types/page_run.ts';
import { type Projection, projectionOf } from './projection.ts';
import { where } from './ranges.ts';
import { Remembered } from './remembered.ts';

export interface BootZoneFigures {
  present: number;
  managed: number;
  /** First pfn of the span, and the one behind it. */
  start: number;
  end: number;
}

export interface Baseline {
  zones: ReadonlyMap<Zone, BootZoneFigures>;
  totalram: number;
  page_link: IntervalMap<PageLink>;
  /** Ids of the blocks that boot made. */
  blocks: ReadonlySet<number>;
  /** Boot blocks that were taken offline since: their pages are no longer boot's. */
  churned: Remembered<number>;
  /** Boot memory, without the holes. */
  ram: readonly PageRun[];
  projection: Projection;
}

export function takeBaseline(k: Kernel): Baseline {
  const zones = k.node_data.flatMap((pgdat) => pgdat.node_zones);
  return {
    zones: new Map(
      zones.map((zone) => {
        const { present_pages: present, managed_pages: managed, zone_start_pfn: start } = zone;
        return [zone, { present, managed, start, end: zone_end_pfn(zone) }];
      }),
    ),
    totalram: k.totalram_pages,
    page_link: k.maps.page_link.clone(),
    blocks: new Set(k.memory_blocks.keys()),
    churned: new Remembered(k.undo, 'churned boot blocks'),
    ram: where(k.maps.direct_map, [[0, k.machine.firstHotPfn]], (there) => there),
    projection: projectionOf(k),
  };
}

/** A machine as its kernel finds it after boot: sections, struct pages, zones and blocks of the boot memory. */

import { trackedFactory } from '../state/tracked.ts';
import type { PageRun } from '../types/page_run.ts';
import type { BootZone, Machine, MachineNode, OnlineState } from '../types/scenario.ts';
import { initBootMemmap, subsection_map_init } from './boot_memmap.ts';
import { reserveBootMemory } from './boot_use.ts';
import type { OnlineType } from './include/memory.ts';
import {
  type Pglist,
  populated_zone,
  SECTION_HAS_MEM_MAP,
  SECTION_IS_EARLY,
  SECTION_IS_ONLINE,
  SECTION_MARKED_PRESENT,
  ZONE_DMA,
  ZONE_DMA32,
  ZONE_MOVABLE,
  ZONE_NORMAL,
  type Zone,
  type ZoneType,
  zone_intersects,
  zoneNames,
} from './include/mmzone.ts';
import type { Kernel } from './link.ts';

const onlineTypeOf: Record<OnlineState, OnlineType> = { offline: 0, online: 1, online_kernel: 2, online_movable: 3 };

/** Where ZONE_MOVABLE of the node begins at boot (`kernelcore=`, `movablecore=`), if it is known to have one. */
function bootMovable({ bootZones }: Machine, node: number): number | undefined {
  return bootZones?.find((zone) => zone.node === node && zone.zone === 'Movable' && zone.present > 0)?.start;
}

/** The zone that boot memory at this pfn belongs to. */
function bootZoneAt(machine: Machine, node: number, pfn: number): ZoneType {
  const { DMA, DMA32 } = machine.zoneEnds;
  const movable = bootMovable(machine, node);
  // It is cut off the end of the node, whatever zone that would have been.
  if (movable !== undefined && pfn >= movable) return ZONE_MOVABLE;
  if (DMA !== undefined && pfn < DMA) return ZONE_DMA;
  if (DMA32 !== undefined && pfn < DMA32) return ZONE_DMA32;
  return ZONE_NORMAL;
}

/** Cut [start, end) at the zones' limits. */
function byZone(machine: Machine, node: number, start: number, end: number): [number, number, ZoneType][] {
  const cuts = [machine.zoneEnds.DMA, machine.zoneEnds.DMA32, bootMovable(machine, node)]
    .filter((cut): cut is number => cut !== undefined && cut > start && cut < end)
    .sort((a, b) => a - b);
  const edges = [start, ...cuts, end];
  return edges.slice(0, -1).map((from, i) => [from, edges[i + 1] as number, bootZoneAt(machine, node, from)]);
}

const newZone = trackedFactory<Zone>();
const newPglist = trackedFactory<Pglist>();

function newNode(k: Kernel, node: number, hasCpu: boolean): Pglist {
  const zone = (index: ZoneType): Zone =>
    newZone(k, `zone ${node}:${zoneNames[index]}`, {
      node,
      index,
      name: zoneNames[index],
      zone_start_pfn: 0,
      spanned_pages: 0,
      present_pages: 0,
      present_early_pages: 0,
      managed_pages: 0,
      contiguous: false,
      nr_isolate_pageblock: 0,
      initialized: false,
      pageset: 'boot',
      free_pages: 0,
    });
  return newPglist(k, `node ${node}`, {
    node_id: node,
    node_zones: [zone(0), zone(1), zone(2), zone(3)],
    node_start_pfn: 0,
    node_spanned_pages: 0,
    node_present_pages: 0,
    nr_zones: 0,
    online: false,
    N_MEMORY: false,
    N_NORMAL_MEMORY: false,
    kswapd: false,
    kcompactd: false,
    zonelist: '',
    hasCpu,
  });
}

function bootRange(k: Kernel, start: number, end: number): void {
  const { pagesPerSection } = k.machine;
  const first = Math.floor(start / pagesPerSection);
  const last = Math.ceil(end / pagesPerSection);
  k.sections.set(first, last, SECTION_MARKED_PRESENT | SECTION_HAS_MEM_MAP | SECTION_IS_ONLINE | SECTION_IS_EARLY);
  const from = first * pagesPerSection;
  const to = last * pagesPerSection;
  // What boot does not initialise stays as memblock handed it out.
  k.maps.memmap.set(from, to, k.machine.config.debug_vm ? 'poison' : 'raw');
  subsection_map_init(k, start, end);
  k.maps.pageblock_migratetype.set(from, to, 'MOVABLE');
  k.maps.direct_map.set(start, end, true);
  if (k.machine.config.kasan) k.maps.kasan_shadow.set(from, to, 'real');
  if (k.machine.config.page_ext) k.maps.page_ext.set(from, to, true);
  k.resources.set(start, end, `System RAM at ${start}`);
  k.max_pfn = Math.max(k.max_pfn, end);
}

/** The zone over its part of the node's span, holes included (mm/page_alloc.c:zone_spanned_pages_in_node). */
function bootZones(k: Kernel, { node, ram }: MachineNode): void {
  const span: PageRun = [Math.min(...ram.map(([start]) => start)), Math.max(...ram.map(([, end]) => end))];
  for (const [from, to, index] of byZone(k.machine, node, ...span)) {
    const zone = k.NODE_DATA(node).node_zones[index];
    zone.zone_start_pfn = from;
    zone.spanned_pages = to - from;
    zone.present_pages = ram.reduce(
      (pages, [start, end]) => pages + Math.max(0, Math.min(end, to) - Math.max(start, from)),
      0,
    );
  }
}

function exactly(zone: Zone, figures: BootZone): void {
  zone.zone_start_pfn = figures.start;
  zone.spanned_pages = figures.spanned;
  zone.present_pages = figures.present;
  zone.managed_pages = figures.managed;
}

function bootBlocks(k: Kernel): void {
  const { pagesPerBlock, pagesPerSection } = k.machine;
  for (const [first, last] of k.sections.present())
    for (
      let id = Math.floor((first * pagesPerSection) / pagesPerBlock);
      id * pagesPerBlock < last * pagesPerSection;
      id++
    ) {
      if (k.memory_blocks.has(id)) continue;
      k.add_memory_block(id, 'MEM_ONLINE', 0);
      const mem = k.memory_blocks.get(id);
      if (!mem) continue;
      const start = id * pagesPerBlock;
      const nodes = k.machine.nodes.filter((node) =>
        node.ram.some(([from, to]) => from < start + pagesPerBlock && to > start),
      );
      mem.nid = nodes[nodes.length - 1]?.node ?? 0;
      const zones = k
        .NODE_DATA(mem.nid)
        .node_zones.filter((zone) => populated_zone(zone) && zone_intersects(zone, start, pagesPerBlock));
      mem.zone = nodes.length === 1 && zones.length === 1 ? (zones[0] as Zone) : null;
    }
}

/** Bring the state of `k` to what its machine looks like after boot. Nothing is counted or journalled. */
export function boot(k: Kernel): void {
  const { machine } = k;
  const possible = Math.max(...machine.nodes.map((node) => node.node)) + 1;
  for (let node = 0; node < possible; node++)
    k.node_data.push(newNode(k, node, machine.nodes.find((each) => each.node === node)?.cpu ?? false));
  for (const node of machine.nodes) {
    for (const [start, end] of node.ram) bootRange(k, start, end);
    if (node.ram.length > 0) bootZones(k, node);
  }
  for (const figures of machine.bootZones ?? [])
    exactly(k.NODE_DATA(figures.node).node_zones[zoneNames.indexOf(figures.zone)] as Zone, figures);
  initBootMemmap(k);
  reserveBootMemory(k);
  for (const pgdat of k.node_data) {
    for (const zone of pgdat.node_zones) {
      if (!populated_zone(zone)) continue;
      zone.initialized = true;
      zone.present_early_pages = zone.present_pages;
      zone.free_pages = zone.managed_pages;
      zone.pageset = 'real';
      pgdat.nr_zones = zone.index + 1;
      pgdat.node_present_pages += zone.present_pages;
      k.totalram_pages += zone.managed_pages;
      pgdat.N_MEMORY = true;
      if (zone.index <= ZONE_NORMAL) pgdat.N_NORMAL_MEMORY = true;
    }
    k.update_pgdat_span(pgdat.node_id);
    pgdat.online = pgdat.N_MEMORY || pgdat.hasCpu;
    pgdat.kswapd = pgdat.N_MEMORY;
    pgdat.kcompactd = pgdat.N_MEMORY;
  }
  for (const pgdat of k.node_data)
    for (const zone of pgdat.node_zones) if (populated_zone(zone)) k.set_zone_contiguous(zone);
  k.build_all_zonelists();
  bootBlocks(k);
  k.default_online_type = onlineTypeOf[machine.config.default_online];
  k.counters.take();
  k.witnesses.clear();
}

/** The machine at rest after a step, with what several invariants ask of it worked out once. */
import type { memory_block } from '../kernel/include/memory.ts';
import { SECTION_IS_ONLINE, type Zone, zone_end_pfn } from '../kernel/include/mmzone.ts';
import type { Kernel } from '../kernel/link.ts';
import { linkOf, type PageLink } from '../kernel/state.ts';
import { joined, minus, type PageRun, pagesIn } from '../types/page_run.ts';
import type { Baseline } from './baseline.ts';
import { where } from './ranges.ts';

/** Compute once. */
function lazy<T>(body: () => T): () => T {
  let value: { of: T } | undefined;
  return () => {
    value ??= { of: body() };
    return value.of;
  };
}

/** Runs of pages that pfn_to_online_page() accepts. */
export function visiblePages(k: Kernel): PageRun[] {
  const { pagesPerSection, firstHotPfn } = k.machine;
  const bySection = where(
    k.sections,
    [[0, Math.ceil(k.max_pfn / pagesPerSection)]],
    (bits) => (bits & SECTION_IS_ONLINE) !== 0,
  );
  const inOnlineSections = bySection.map(([from, to]): PageRun => [from * pagesPerSection, to * pagesPerSection]);
  if (!k.replaced('pfn_to_online_page')) return where(k.maps.subsection, inOnlineSections, (present) => present);
  const found: PageRun[] = [...where(k.maps.subsection, inOnlineSections, (present) => present)]
    .filter(([start]) => start < firstHotPfn)
    .map(([start, end]) => [start, Math.min(end, firstHotPfn)]);
  k.for_each_pfn_group(firstHotPfn, Math.max(firstHotPfn, k.max_pfn), 1, (pfn, members) => {
    if (k.pfn_to_online_page(pfn) !== null) found.push([pfn, pfn + members]);
  });
  return joined(found);
}

export class View {
  readonly k: Kernel;
  readonly baseline: Baseline;
  readonly zones: readonly Zone[];
  /** Hot-added blocks, and boot blocks that were offline once; by number. */
  readonly blocks: readonly memory_block[];

  constructor(k: Kernel, baseline: Baseline) {
    this.k = k;
    this.baseline = baseline;
    this.zones = k.node_data.flatMap((pgdat) => pgdat.node_zones);
    this.blocks = [...k.memory_blocks.values()]
      .filter((mem) => !baseline.blocks.has(mem.id) || baseline.churned.has(mem.id))
      .sort((a, b) => a.id - b.id);
  }

  rangeOf(mem: memory_block): PageRun {
    const { pagesPerBlock } = this.k.machine;
    return [mem.id * pagesPerBlock, (mem.id + 1) * pagesPerBlock];
  }

  /** Of {@link blocks}, those online and those not. */
  readonly online = lazy(() => this.blocks.filter((mem) => mem.state === 'MEM_ONLINE'));
  readonly offline = lazy(() => this.blocks.filter((mem) => mem.state !== 'MEM_ONLINE'));
  readonly onlineRanges = lazy(() => joined(this.online().map((mem) => this.rangeOf(mem))));
  readonly offlineRanges = lazy(() => joined(this.offline().map((mem) => this.rangeOf(mem))));

  /** Pages of online blocks that hold their own memmap, and the others, by what the blocks say. */
  readonly onlineMemmap = lazy(() =>
    joined(this.online().map((mem): PageRun => [this.rangeOf(mem)[0], this.rangeOf(mem)[0] + mem.nr_vmemmap_pages])),
  );
  readonly onlineData = lazy(() => minus(this.onlineRanges(), this.onlineMemmap()));

  readonly visible = lazy(() => visiblePages(this.k));

  /** Pages of online blocks per zone they link to: all, and those that do not hold their memmap. */
  readonly onlineByLink = lazy(() => this.byLink(this.onlineRanges()));
  readonly onlineDataByLink = lazy(() => this.byLink(this.onlineData()));

  private byLink(ranges: readonly PageRun[]): Map<PageLink, number> {
    const pages = new Map<PageLink, number>();
    for (const [start, end] of ranges)
      for (const [from, to, link] of this.k.maps.page_link.runs(start, end))
        pages.set(link, (pages.get(link) ?? 0) + to - from);
    return pages;
  }

  /** Boot pages of the zone that are still where boot put them. */
  bootPages(zone: Zone, what: 'present' | 'managed'): number {
    const boot = this.baseline.zones.get(zone)?.[what] ?? 0;
    const { pagesPerBlock } = this.k.machine;
    let gone = 0;
    for (const id of this.baseline.churned)
      gone += pagesIn(
        where(
          this.baseline.page_link,
          [[id * pagesPerBlock, (id + 1) * pagesPerBlock]],
          (link) => link === linkOfZone(zone),
        ),
      );
    return boot - gone;
  }

  /** The block that holds the pfn, for messages. */
  blockAt(pfn: number): string {
    const id = Math.floor(pfn / this.k.machine.pagesPerBlock);
    const mem = this.k.memory_blocks.get(id);
    return mem ? `block ${id}` : `pfn ${pfn}`;
  }
}

export const linkOfZone = (zone: Zone): PageLink => linkOf(zone.node, zone.index);
export const spanOf = (zone: Zone): PageRun => [zone.zone_start_pfn, zone_end_pfn(zone)];

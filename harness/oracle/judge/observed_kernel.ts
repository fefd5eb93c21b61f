/**
 * A real kernel in the shape that invariants look at: boot memory as the model boots it on the same machine, where the
 * zones that the kernel shows at boot are those of the model; above that what was observed. What was not throws.
 */
import { visiblePages } from '../../invariants/view.ts';
import type { memory_block, memory_group, OnlineType } from '../../kernel/include/memory.ts';
import { type Zone, zoneKey } from '../../kernel/include/mmzone.ts';
import type { Kernel } from '../../kernel/link.ts';
import { linkOf } from '../../kernel/state.ts';
import { IntervalMap } from '../../state/interval_map.ts';
import { UndoLog } from '../../state/undo_log.ts';
import type { Observation } from '../../types/observation.ts';
import { meets, minus, type PageRun, runsOfField } from '../../types/page_run.ts';
import { NotObservable, Omitted, onlyThese, SeenMap, unseenMap } from './not_observable.ts';
import { observedBlock, observedNode, type SeenNow, tellOf } from './observed_objects.ts';

const sectionBits: Record<string, number> = { PRESENT: 1, HAS_MEM_MAP: 2, ONLINE: 4, EARLY: 8 };

/** Beside the observation, what is known of the look. */
export interface GuestLook {
  observation: Observation;
  /** The range whose pages were listed; absent before the first DIMM. */
  hot?: PageRun | undefined;
  /** Pageblocks that the guest's own allocations marked. */
  ownPageblocks?: readonly PageRun[];
}

export class ObservedKernel {
  /** For {@link import('../../invariants/view.ts').View}. */
  readonly k: Kernel;
  readonly leftOut = new Omitted();
  /** What an onlining that begins asks for. */
  asked: OnlineType | undefined;
  /** Whoever asks holds two looks against each other. */
  compared = false;
  /** Boot blocks that are not as boot left them. */
  churned: Iterable<number> = [];
  private readonly model: Kernel;
  private readonly told: SeenNow = { observation: {} };
  private readonly dimms = new Map<string, PageRun>();
  private readonly zones = new Map<string, Zone>();
  private readonly known: Record<string, unknown>;
  private bootIsKnown = false;
  private visible: IntervalMap<boolean> | undefined;

  /** `model`: booted on the machine, as the release that is nearest; nothing was done to it. */
  constructor(model: Kernel) {
    this.model = model;
    const node_data = model.node_data.map((node) => observedNode(this.told, node));
    for (const { node_zones } of node_data) for (const zone of node_zones) this.zones.set(zoneKey(zone), zone);
    const { leftOut } = this;
    this.known = {
      get locks() {
        leftOut.add('locks held');
        return [];
      },
      machine: model.machine,
      release: model.release,
      node_data,
      memory_blocks: new Map(),
      incidents: [],
      replaced: () => false,
      undo: new UndoLog(),
      /** What the zones manage, without a look at whether the total is the same. */
      get totalram_pages() {
        leftOut.add('totalram_pages');
        return node_data.reduce((sum, { node_zones }) => {
          return node_zones.reduce((pages, { managed_pages }) => pages + managed_pages, sum);
        }, 0);
      },
      move_pfn_range_to_zone() {},
      remove_pfn_range_from_zone() {},
      memory_subsys_online: () => 0,
      memory_subsys_offline: () => 0,
      __add_memory: () => 0,
      try_remove_memory: () => 0,
      valid_zones_show: (mem: memory_block) => String(tellOf(this.told, 'block.valid_zones', String(mem.id)) ?? ''),
    };
    this.k = onlyThese<Kernel>(this.known, (name) => name);
  }

  /** The first look is that at boot. */
  lookAt(look: GuestLook): void {
    const atBoot = this.known['maps'] === undefined;
    this.told.observation = look.observation;
    if (atBoot) this.bootIsKnown = this.bootsAlike();
    const { firstHotPfn } = this.model.machine;
    const { maps } = this.model;
    const { leftOut } = this;
    this.known['memory_blocks'] = this.blocksSeen();
    this.known['sections'] = this.sectionsSeen();
    this.known['resources'] = this.aboveBoot(this.model.resources, 'resource', firstHotPfn, () => 'System RAM');
    const { kasan, page_ext } = this.model.machine.config;
    const unseen = <T>(map: IntervalMap<T>, what: string) => unseenMap(map.absent, what, leftOut);
    this.known['maps'] = {
      page_link: this.linksSeen(),
      memmap: this.memmapSeen(),
      pageblock_migratetype: this.migratetypesSeen(look),
      direct_map: unseen(maps.direct_map, 'direct map'),
      subsection: unseen(maps.subsection, 'sub-sections'),
      page_flags: unseen(maps.page_flags, 'page flags'),
      page_refcount: unseen(maps.page_refcount, 'reference counts'),
      isolated_migratetype: unseen(maps.isolated_migratetype, 'migratetypes beneath isolation'),
      page_use: unseen(maps.page_use, 'what pages are used for'),
      vmemmap_frame: unseen(maps.vmemmap_frame, 'frames of memmaps'),
      memmap_from_altmap: unseen(maps.memmap_from_altmap, 'frames of memmaps'),
      // A kernel without it has none of it.
      kasan_shadow: kasan ? unseen(maps.kasan_shadow, 'KASAN shadow') : new IntervalMap('none'),
      page_ext: page_ext ? unseen(maps.page_ext, 'page_ext') : new IntervalMap(false),
      stray_free: unseen(maps.stray_free, 'frames of memmaps'),
    };
    this.visible = this.visibleSeen(look);
  }

  /** A DIMM was plugged: its blocks are one group. */
  plugged(dimm: string, pages: PageRun): void {
    // What was there before was unplugged.
    for (const [other, its] of this.dimms) if (meets(its, pages)) this.dimms.delete(other);
    this.groups.delete(dimm);
    this.dimms.set(dimm, pages);
  }

  /** Runs for which pfn_to_online_page() gives a page. */
  visiblePages(): PageRun[] {
    const runs = this.visible!.runs(0, Number.POSITIVE_INFINITY);
    return runs.filter(([, , is]) => is).map(([start, end]): PageRun => [start, end]);
  }

  private bootsAlike(): boolean {
    return this.model.node_data.every(({ node_zones }) =>
      node_zones.every((zone) => {
        const [key, seen] = [zoneKey(zone), this.told.observation];
        if (zone.spanned_pages === 0 && seen['zone.spanned']?.[key] === undefined) return true;
        return (
          Number(seen['zone.start']?.[key]) === zone.zone_start_pfn &&
          Number(seen['zone.spanned']?.[key]) === zone.spanned_pages &&
          Number(seen['zone.present']?.[key]) === zone.present_pages
        );
      }),
    );
  }

  /** Boot memory that is as boot left it. */
  private bootRuns(): PageRun[] {
    if (!this.bootIsKnown) return [];
    const { firstHotPfn, pagesPerBlock } = this.model.machine;
    const gone = [...this.churned].map((id): PageRun => [id * pagesPerBlock, (id + 1) * pagesPerBlock]);
    return minus(
      [[Number.NEGATIVE_INFINITY, firstHotPfn]],
      gone.sort((a, b) => a[0] - b[0]),
    );
  }

  /** The model's boot below the first DIMM, in units of `pages` pfns, and nothing above it yet. */
  private asAtBoot<T>(of: IntervalMap<T>, what: string, pages = 1): SeenMap<T> {
    const map = new SeenMap<T>(of.absent, what, this.leftOut);
    map.hide(Number.NEGATIVE_INFINITY, this.model.machine.firstHotPfn / pages);
    for (const [start, end] of this.bootRuns()) {
      map.show(start / pages, end / pages);
      for (const run of of.runs(start / pages, end / pages)) map.set(...run);
    }
    return map;
  }

  private aboveBoot<T>(
    of: IntervalMap<T>,
    field: string,
    from: number,
    read: (value: unknown) => T,
    pages = 1,
  ): SeenMap<T> {
    const map = this.asAtBoot(of, field, pages);
    const values = this.told.observation[field];
    if (values === undefined) map.hide(from, Number.POSITIVE_INFINITY);
    else for (const [start, end, value] of runsOfField(values)) if (start >= from) map.set(start, end, read(value));
    return map;
  }

  private sectionsSeen(): SeenMap<number> {
    const { firstHotPfn, pagesPerSection } = this.model.machine;
    const read = (value: unknown): number =>
      String(value)
        .split('|')
        .reduce((bits, name) => bits | (sectionBits[name] ?? 0), 0);
    return this.aboveBoot(
      this.model.sections,
      'section.flags',
      Math.floor(firstHotPfn / pagesPerSection),
      read,
      pagesPerSection,
    );
  }

  private linksSeen(): SeenMap<number> {
    const { firstHotPfn } = this.model.machine;
    const read = (value: unknown): number => {
      const zone = this.zones.get(String(value));
      return zone ? linkOf(zone.node, zone.index) : -1;
    };
    const map = this.aboveBoot(this.model.maps.page_link, 'page.link', firstHotPfn, read);
    for (const [start, end, state] of runsOfField(this.told.observation['page.state']))
      if (state !== 'init' && state !== 'reserved') map.hide(start, end);
    return map;
  }

  /**
   * What a struct page that links to a zone was before, nobody can tell by looking at it; one that links to none was not
   * written by an onlining.
   */
  private memmapSeen(): SeenMap<Kernel['maps']['memmap']['absent']> {
    const { firstHotPfn, pagesPerSection } = this.model.machine;
    const { observation } = this.told;
    const map = this.asAtBoot(this.model.maps.memmap, 'page.state');
    if (observation['page.state'] !== undefined) {
      for (const [start, end, state] of runsOfField(observation['page.state']))
        if (start >= firstHotPfn) map.set(start, end, state === 'reserved' ? 'init' : (state as 'init'));
    } else if (observation['section.flags'] === undefined || observation['page.link'] === undefined)
      map.hide(firstHotPfn, Number.POSITIVE_INFINITY);
    else {
      for (const [first, last] of runsOfField(observation['section.flags']))
        map.set(first * pagesPerSection, last * pagesPerSection, 'raw');
      for (const [start, end] of runsOfField(observation['page.link'])) map.hide(start, end);
    }
    return map;
  }

  private migratetypesSeen({
    ownPageblocks = [],
  }: GuestLook): SeenMap<Kernel['maps']['pageblock_migratetype']['absent']> {
    const { firstHotPfn } = this.model.machine;
    const { pageblock_migratetype } = this.model.maps;
    const field = 'pageblock.migratetype';
    const map = this.aboveBoot(pageblock_migratetype, field, firstHotPfn, (value) => value as 'MOVABLE');
    for (const [start, end] of ownPageblocks) map.hide(start, end);
    return map;
  }

  private visibleSeen({ hot }: GuestLook): SeenMap<boolean> {
    const { firstHotPfn } = this.model.machine;
    const { observation } = this.told;
    const map = new SeenMap(false, 'page.online', this.leftOut);
    map.hide(Number.NEGATIVE_INFINITY, firstHotPfn);
    for (const run of this.bootRuns()) map.show(...run);
    for (const [start, end] of visiblePages(this.model)) if (start < firstHotPfn) map.set(start, end, true);
    const nopage = observation['kpageflags.nopage'];
    if (observation['page.online'] !== undefined)
      for (const [start, end] of runsOfField(observation['page.online'])) map.set(start, end, true);
    else if (nopage === undefined || !this.model.release.kpageflagsTellsNopage)
      map.hide(firstHotPfn, Number.POSITIVE_INFINITY);
    else if (hot !== undefined) {
      const none = runsOfField(nopage).map(([start, end]): PageRun => [start, end]);
      for (const [start, end] of minus([hot], none)) map.set(start, end, true);
    }
    return map;
  }

  private blocksSeen(): Map<number, memory_block> {
    const { firstHotPfn, pagesPerBlock } = this.model.machine;
    const ids = Object.keys(this.told.observation['block.state'] ?? {}).map(Number);
    const blocks = new Map<number, memory_block>();
    for (const id of ids.sort((a, b) => a - b)) {
      const mem = observedBlock(id, {
        told: this.told,
        isBoot: id * pagesPerBlock < firstHotPfn,
        zoneOf: (key) => this.zones.get(key) ?? null,
        groupOf: (block) => this.groupOf(block),
        asked: () => this.asked,
        untold: (what) => {
          if (!this.compared) throw new NotObservable(what);
          this.leftOut.add(what);
        },
      });
      blocks.set(id, mem);
    }
    return blocks;
  }

  private readonly groups = new Map<string, memory_group>();

  /** One object for the blocks of a DIMM, with what is told of the block that is asked. */
  private groupOf(id: number): memory_group | null {
    const { pagesPerBlock } = this.model.machine;
    const its = tellOf(this.told, 'group', String(id));
    if (its === undefined) return null;
    const dimm = [...this.dimms].find(([, [start, end]]) => start <= id * pagesPerBlock && id * pagesPerBlock < end);
    if (dimm === undefined) throw new NotObservable('which blocks are a group');
    const [present_kernel_pages = 0, present_movable_pages = 0] = String(its).split('/').map(Number);
    const group = this.groups.get(dimm[0]) ?? ({} as memory_group);
    this.groups.set(dimm[0], Object.assign(group, { present_kernel_pages, present_movable_pages }));
    return group;
  }
}

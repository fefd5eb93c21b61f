/** An {@link Observation} of the model's machine: what a user, a debugger and the walkers would see now. */
import type { memory_block } from '../kernel/include/memory.ts';
import {
  populated_zone,
  type Zone,
  zone_end_pfn,
  zone_intersects,
  zone_spans_pfn,
  zoneKey,
} from '../kernel/include/mmzone.ts';
import { PG_reserved } from '../kernel/include/page_flags.ts';
import { KernelOops } from '../kernel/lib/fault.ts';
import type { Kernel } from '../kernel/link.ts';
import { zoneOfLink } from '../kernel/state.ts';
import type { Observation, Scalar } from '../types/observation.ts';
import { fieldOfRuns, joinedValues } from '../types/page_run.ts';
import { lookUpOnline } from './look_up_online.ts';

const sectionBits = ['PRESENT', 'HAS_MEM_MAP', 'ONLINE', 'EARLY'];
const stateNames = { MEM_ONLINE: 'online', MEM_OFFLINE: 'offline', MEM_GOING_OFFLINE: 'going-offline' } as const;

type RunRow = readonly [start: number, end: number, value: Scalar | undefined];

/** Maximal runs as the field of an observation. */
const runs = (rows: Iterable<RunRow>): Record<string, Scalar> => fieldOfRuns(joinedValues(rows));

const zoneFields = {
  'zone.start': (zone: Zone) => zone.zone_start_pfn,
  'zone.spanned': (zone: Zone) => zone.spanned_pages,
  'zone.present': (zone: Zone) => zone.present_pages,
  'zone.contiguous': (zone: Zone) => Number(zone.contiguous),
  'zone.isolated': (zone: Zone) => zone.nr_isolate_pageblock,
  'zone.pageset': (zone: Zone) => zone.pageset,
};

/** A zone that a debugger would show as nothing but zeros. */
const blank = (zone: Zone) =>
  !(
    zone.zone_start_pfn ||
    zone.spanned_pages ||
    zone.present_pages ||
    zone.managed_pages ||
    zone.contiguous ||
    zone.nr_isolate_pageblock
  );

/** The block's zone as v5.12 would sample it; poison is a word here, not a crash. */
function zone512(k: Kernel, mem: memory_block): string {
  const start = mem.id * k.machine.pagesPerBlock;
  try {
    return k.test_pages_in_a_zone(start, start + k.machine.pagesPerBlock)?.name ?? 'none';
  } catch (fault) {
    if (fault instanceof KernelOops) return 'POISON';
    throw fault;
  }
}

/** kpageflags of the range, or undefined where the walk itself dies. With `noted`, what it runs counts as having run. */
function kpageflags(k: Kernel, start: number, end: number, noted: boolean): RunRow[][] | undefined {
  const { observing } = k.counters;
  if (noted) k.counters.observing = false;
  const nopage: RunRow[] = [];
  const reserved: RunRow[] = [];
  const owner: RunRow[] = [];
  try {
    k.for_each_pfn_group(start, end, 1, (pfn, members) => {
      const flags = k.stable_page_flags(pfn);
      if (flags.includes('NOPAGE')) nopage.push([pfn, pfn + members, 1]);
      if (flags.includes('RESERVED')) reserved.push([pfn, pfn + members, 1]);
      if (flags.includes('OWNER_PRIVATE')) owner.push([pfn, pfn + members, 1]);
    });
  } catch (fault) {
    if (fault instanceof KernelOops) return undefined;
    throw fault;
  } finally {
    k.counters.observing = observing;
  }
  return [nopage, reserved, owner];
}

/** Pages that hibernation would take in the range, per populated zone that reaches into it. */
function saveable(
  k: Kernel,
  start: number,
  end: number,
): Record<'saveable' | 'saveable.poisoned' | 'saveable.reserved', Record<string, Scalar>> {
  const result = { saveable: {}, 'saveable.poisoned': {}, 'saveable.reserved': {} } as Record<
    string,
    Record<string, Scalar>
  >;
  for (const pgdat of k.node_data)
    for (const zone of pgdat.node_zones) {
      if (!populated_zone(zone) || !zone_intersects(zone, start, end - start)) continue;
      const sums = { saveable: 0, 'saveable.poisoned': 0, 'saveable.reserved': 0 };
      k.for_each_pfn_group(
        Math.max(start, zone.zone_start_pfn),
        Math.min(end, zone_end_pfn(zone)),
        1,
        (pfn, members) => {
          const poisoned = k.maps.memmap.get(pfn) === 'poison';
          if (poisoned || !k.saveable_page(zone, pfn)) return;
          sums.saveable += members;
          if (k.maps.page_flags.get(pfn) & PG_reserved) sums['saveable.reserved'] += members;
        },
      );
      for (const [field, sum] of Object.entries(sums)) (result[field] as Record<string, Scalar>)[zoneKey(zone)] = sum;
    }
  return result as ReturnType<typeof saveable>;
}

function pageFields(k: Kernel, start: number, end: number): Observation {
  const present = k.maps.memmap.runs(start, end).filter(([, , content]) => content !== 'unmapped');
  const links: RunRow[] = [];
  const states: RunRow[] = [];
  const inspan: RunRow[] = [];
  for (const [from, to, content] of present) {
    if (content === 'init')
      for (const [low, high, link] of k.maps.page_link.runs(from, to)) {
        const zone = zoneOfLink(k, link);
        links.push([low, high, zone ? zoneKey(zone) : 'none']);
        if (!zone) continue;
        const first = Math.max(low, zone.zone_start_pfn);
        const last = Math.min(high, zone_end_pfn(zone));
        if (zone_spans_pfn(zone, first)) inspan.push([first, last, 1]);
      }
    if (content !== 'init') states.push([from, to, content]);
    else
      for (const [low, high, flags] of k.maps.page_flags.runs(from, to))
        states.push([low, high, flags & PG_reserved ? 'reserved' : 'init']);
  }
  const online: RunRow[] = [];
  k.for_each_pfn_group(start, end, 1, (pfn, members) => {
    if (k.pfn_to_online_page(pfn) !== null) online.push([pfn, pfn + members, 1]);
  });
  return {
    'page.link': runs(links),
    'page.state': runs(states),
    'page.inspan': runs(inspan),
    'page.online': runs(online),
  };
}

export interface ObserveOptions {
  /** managed pages of these zones are told as the change since then; by zone key. */
  managedBase?: ReadonlyMap<string, number>;
  /** The kernel's own readers of which the look is made are noted as run: what they say is compared with a recording. */
  noted?: boolean;
  /** Leave out what is worked out from the rest: what v5.12 samples, and the work of looking up. */
  brief?: boolean;
}

/** Observe `k`. Counts no work: what an observer reads is the observer's. */
export function observe(k: Kernel, options: ObserveOptions = {}): Observation {
  const { machine } = k;
  const hotStart = machine.firstHotPfn;
  const hotEnd = Math.max(hotStart, k.max_pfn);
  const result: Observation = {};

  const zones = k.node_data.flatMap((node) => node.node_zones.filter((zone) => !blank(zone)));
  for (const [field, read] of Object.entries(zoneFields))
    result[field] = Object.fromEntries(zones.map((zone) => [zoneKey(zone), read(zone)]));
  result['zone.managed'] = Object.fromEntries(
    zones.map((zone) => [zoneKey(zone), zone.managed_pages - (options.managedBase?.get(zoneKey(zone)) ?? 0)]),
  );

  const nodes = k.node_data.filter(
    (node) => node.online || node.node_spanned_pages > 0 || machine.nodes.some((each) => each.node === node.node_id),
  );
  const perNode = (read: (node: (typeof nodes)[number]) => Scalar) =>
    Object.fromEntries(nodes.map((node) => [String(node.node_id), read(node)]));
  result['node.start'] = perNode((node) => node.node_start_pfn);
  result['node.spanned'] = perNode((node) => node.node_spanned_pages);
  result['node.present'] = perNode((node) => node.node_present_pages);
  result['node.online'] = perNode((node) => Number(node.online));
  result['node.memory'] = perNode((node) => Number(node.N_MEMORY));
  result['node.normal_memory'] = perNode((node) => Number(node.N_NORMAL_MEMORY));
  result['node.kswapd'] = perNode((node) => Number(node.kswapd));
  result['node.kcompactd'] = perNode((node) => Number(node.kcompactd));
  result['node.zonelist'] = perNode((node) => node.zonelist);

  const all = [...k.memory_blocks.values()].sort((a, b) => a.id - b.id);
  const blocks = all.filter((mem) => mem.id * machine.pagesPerBlock >= hotStart);
  const perBlock = (read: (mem: memory_block) => Scalar | undefined, of = blocks) =>
    Object.fromEntries(
      of.flatMap((mem): [string, Scalar][] => {
        const value = read(mem);
        return value === undefined ? [] : [[String(mem.id), value]];
      }),
    );
  result['block.state'] = perBlock((mem) => stateNames[mem.state], all);
  result['block.valid_zones'] = perBlock((mem) => {
    try {
      return k.valid_zones_show(mem);
    } catch (fault) {
      if (fault instanceof KernelOops) return 'oops';
      throw fault;
    }
  }, all);
  result['block.node'] = perBlock((mem) => mem.nid, all);
  result['block.nr_vmemmap_pages'] = perBlock((mem) => mem.nr_vmemmap_pages);
  result['block.online_type'] = perBlock((mem) => mem.online_type);
  if (!options.brief) result['block.zone512'] = perBlock((mem) => zone512(k, mem));
  if (k.release.blockZone === 'stored')
    result['block.zone'] = perBlock((mem) => (mem.zone ? zoneKey(mem.zone) : 'none'), all);
  if (k.release.memoryGroups)
    result['group'] = perBlock((mem) =>
      mem.group ? `${mem.group.present_kernel_pages}/${mem.group.present_movable_pages}` : undefined,
    );

  const section = (pfn: number) => Math.floor(pfn / machine.pagesPerSection);
  result['section.flags'] = runs(
    k.sections
      .runs(section(hotStart), section(hotEnd - 1) + 1)
      .map(([from, to, bits]) => [
        from,
        to,
        bits ? sectionBits.filter((_, bit) => bits & (1 << bit)).join('|') : undefined,
      ]),
  );
  result['pageblock.migratetype'] = runs(k.maps.pageblock_migratetype.runs(hotStart, hotEnd));
  const flags = kpageflags(k, hotStart, hotEnd, options.noted ?? false);
  if (flags) {
    result['kpageflags.nopage'] = runs(flags[0] ?? []);
    result['kpageflags.reserved'] = runs(flags[1] ?? []);
    result['kpageflags.owner'] = runs(flags[2] ?? []);
  }
  Object.assign(result, pageFields(k, hotStart, hotEnd), saveable(k, hotStart, hotEnd));
  result['resource'] = fieldOfRuns(k.resources.present().map(([start, end]) => [start, end, 1]));
  result['max_pfn'] = { max_pfn: k.max_pfn };
  if (options.brief) return result;
  const walk = k.counters.measure(() => lookUpOnline(k, hotStart, hotEnd));
  result['lookups'] = { pfn_to_online_page: walk['memory block look-ups'] ?? 0 };
  return result;
}

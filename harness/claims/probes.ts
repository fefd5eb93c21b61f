/**
 * What claims need to see beside the observations that designs are compared by: taken after each step from the machine
 * itself, in the same form. Runs are over pfns of the hot range. The fields:
 * * free: free pages of kernel zones outside ZONE_MOVABLE, key: node number
 * * bit: runs of pages whose section has the online bit, value 1
 * * frames: runs of page frames that hold struct pages of their own block, value 1
 * * buddy: runs of free pages that the buddy allocator has, value 1
 * * shadow: KASAN shadow over runs: none, zero, real
 * * page_ext: runs of pages with a page_ext entry, value 1
 * * bad: runs that pfn_to_online_page accepts although their struct page was never written (raw), lost (garbage) or poisoned
 * * outside: runs of initialised struct pages outside the span of the zone they link to, value: that zone
 * * notified: runs that GOING_ONLINE or GOING_OFFLINE of the step told of, value: the event
 * * unlocked: writes without mem_hotplug_lock in the step, key: `pages` (struct pages), `span`, `present` (writes)
 * * race: key `poisoned`: struct pages poisoned while a reader that came in without waiting could hold them
 * * shadowless: key `pages`: pages that were initialised while no KASAN shadow covered them
 * * incident: pages in incidents of the step, key: leak, corruption, ...
 */
import { zone_spans_pfn, zoneKey } from '../kernel/include/mmzone.ts';
import { PageBuddy } from '../kernel/include/page_flags.ts';
import type { Kernel } from '../kernel/link.ts';
import { zoneOfLink } from '../kernel/state.ts';
import { quietly } from '../state/counters.ts';
import type { Observation, Scalar } from '../types/observation.ts';
import { fieldOfRuns, joinedValues, runOf, showRun } from '../types/page_run.ts';
import { type LockWatch, watchLocks } from './lock_watch.ts';

type Row = readonly [start: number, end: number, value: Scalar | undefined];

const asRuns = (rows: Iterable<Row>): Record<string, Scalar> => fieldOfRuns(joinedValues(rows));

function pageRows(k: Kernel, start: number, end: number): { bad: Row[]; outside: Row[] } {
  const bad: Row[] = [];
  const outside: Row[] = [];
  k.for_each_pfn_group(start, end, 1, (pfn, members) => {
    const content = k.maps.memmap.get(pfn);
    if (content !== 'init') {
      if (k.pfn_to_online_page(pfn) !== null) bad.push([pfn, pfn + members, content]);
      return;
    }
    const zone = zoneOfLink(k, k.maps.page_link.get(pfn));
    if (zone && !zone_spans_pfn(zone, pfn)) outside.push([pfn, pfn + members, zoneKey(zone)]);
  });
  return { bad, outside };
}

function look(k: Kernel, locks: LockWatch, since: { notifications: number; incidents: number }): Observation {
  const { machine, maps } = k;
  const start = machine.firstHotPfn;
  const end = Math.max(start, k.max_pfn);
  const per = machine.pagesPerSection;
  const sections = k.sections.runs(Math.floor(start / per), Math.ceil(end / per));
  const told = k.notifications
    .slice(since.notifications)
    .filter(({ event }) => event === 'MEM_GOING_ONLINE' || event === 'MEM_GOING_OFFLINE');
  const incident: Record<string, number> = {};
  for (const each of k.incidents.slice(since.incidents))
    incident[each.kind] = (incident[each.kind] ?? 0) + each.end - each.start;
  const { bad, outside } = pageRows(k, start, end);
  return {
    free: Object.fromEntries(
      k.node_data.map((node) => [
        String(node.node_id),
        node.node_zones.reduce((sum, zone) => sum + (zone.index === 3 ? 0 : zone.free_pages), 0),
      ]),
    ),
    bit: asRuns(sections.map(([from, to]): Row => [from * per, to * per, k.online_section(from) ? 1 : undefined])),
    frames: asRuns(maps.vmemmap_frame.runs(start, end).map(([from, to, own]): Row => [from, to, own ? 1 : undefined])),
    buddy: asRuns(
      maps.page_flags.runs(start, end).map(([from, to, flags]): Row => [from, to, flags & PageBuddy ? 1 : undefined]),
    ),
    shadow: asRuns(maps.kasan_shadow.runs(start, end)),
    page_ext: asRuns(maps.page_ext.runs(start, end).map(([from, to, has]): Row => [from, to, has ? 1 : undefined])),
    bad: asRuns(bad),
    outside: asRuns(outside),
    notified: Object.fromEntries(told.map(({ event, arg }) => [showRun(runOf(arg.start_pfn, arg.nr_pages)), event])),
    ...locks.take(),
    incident,
  };
}

/** Begins to watch a machine; each call of what it returns tells of what happened since the last. */
export function watchProbes(k: Kernel): () => Observation {
  const locks = watchLocks(k);
  let since = { notifications: 0, incidents: 0 };
  return () => {
    const seen = quietly(k, () => look(k, locks, since));
    since = { notifications: k.notifications.length, incidents: k.incidents.length };
    return seen;
  };
}

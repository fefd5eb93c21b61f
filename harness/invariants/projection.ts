/**
 * The guaranteed projection: what a failed operation, and a full round trip, must put back. What real kernels are seen
 * to leave is not in it: docs/invariants.md names each with the recording that shows it.
 */

import type { MemState } from '../kernel/include/memory.ts';
import { SECTION_IS_ONLINE, type Zone, zoneKey } from '../kernel/include/mmzone.ts';
import type { Kernel } from '../kernel/link.ts';
import type { IntervalMap } from '../state/interval_map.ts';
import { joined, runOf, showRun } from '../types/page_run.ts';
import type { ConsequenceClass } from '../types/result.ts';

/** The values, kept cheaply: one is taken before every operation, and told only when the operation fails. */
export interface Projection {
  zones: { zone: Zone; start: number; spanned: number; present: number; managed: number; isolated: number }[];
  nodes: { id: number; start: number; spanned: number; present: number; memory: boolean }[];
  blocks: { id: number; state: MemState; zone: Zone | null }[];
  sections: IntervalMap<number>;
  resources: IntervalMap<string | undefined>;
  frames: IntervalMap<boolean>;
  locks: string[];
}

export function projectionOf(k: Kernel): Projection {
  const zones: Projection['zones'] = [];
  const nodes: Projection['nodes'] = [];
  for (const node of k.node_data) {
    nodes.push({
      id: node.node_id,
      start: node.node_start_pfn,
      spanned: node.node_spanned_pages,
      present: node.node_present_pages,
      memory: node.N_MEMORY,
    });
    for (const zone of node.node_zones)
      zones.push({
        zone,
        start: zone.zone_start_pfn,
        spanned: zone.spanned_pages,
        present: zone.present_pages,
        managed: zone.managed_pages,
        isolated: zone.nr_isolate_pageblock,
      });
  }
  const blocks: Projection['blocks'] = [];
  for (const mem of k.memory_blocks.values()) blocks.push({ id: mem.id, state: mem.state, zone: mem.zone });
  return {
    zones,
    nodes,
    blocks,
    sections: k.sections.clone(),
    resources: k.resources.clone(),
    frames: k.maps.vmemmap_frame.clone(),
    locks: k.locks.filter((lock) => !lock.startsWith('device')),
  };
}

const span = (start: number, pages: number) => (pages === 0 ? 'none' : showRun(runOf(start, pages)));
const runs = (of: IntervalMap<unknown>, counts: (value: unknown) => boolean = () => true) =>
  joined(
    of
      .present()
      .filter(([, , value]) => counts(value))
      .map(([start, end]) => [start, end] as const),
  )
    .map(showRun)
    .join(' ');

/** Name of a value -> the value: `span of 0:Normal` -> `1048576+32768`. */
function told({ zones, nodes, blocks, sections, resources, frames, locks }: Projection): Map<string, string | number> {
  const values = new Map<string, string | number>();
  for (const { zone, start, spanned, present, managed, isolated } of zones) {
    const key = zoneKey(zone);
    values.set(`span of ${key}`, span(start, spanned));
    values.set(`present pages of ${key}`, present);
    values.set(`managed pages of ${key}`, managed);
    values.set(`isolated pageblocks of ${key}`, isolated);
  }
  for (const { id, start, spanned, present, memory } of nodes) {
    values.set(`span of node ${id}`, span(start, spanned));
    values.set(`present pages of node ${id}`, present);
    values.set(`N_MEMORY of node ${id}`, Number(memory));
  }
  for (const { id, state, zone } of blocks) values.set(`block ${id}`, `${state}, ${zone ? zoneKey(zone) : 'no zone'}`);
  values.set('online sections', runs(sections, (bits) => ((bits as number) & SECTION_IS_ONLINE) !== 0) || 'none');
  values.set('System RAM', runs(resources) || 'none');
  values.set('frames of altmaps', runs(frames) || 'none');
  values.set('locks held', locks.join(' ') || 'none');
  return values;
}

const sameRows = <T extends object>(a: readonly T[], b: readonly T[]) =>
  a.length === b.length &&
  a.every((row, i) => (Object.keys(row) as (keyof T)[]).every((key) => row[key] === b[i]?.[key]));
const sameRuns = <T>(a: IntervalMap<T>, b: IntervalMap<T>) =>
  a.runCount === b.runCount && sameRows(a.present(), b.present());

/** Without a word: most are the same. */
const same = (a: Projection, b: Projection): boolean =>
  sameRows(a.zones, b.zones) &&
  sameRows(a.nodes, b.nodes) &&
  sameRows(a.blocks, b.blocks) &&
  sameRuns(a.sections, b.sections) &&
  sameRuns(a.resources, b.resources) &&
  sameRuns(a.frames, b.frames) &&
  a.locks.join() === b.locks.join();

export interface StateChange {
  name: string;
  from: string;
  to: string;
}

/** What /proc/zoneinfo, the files of nodes and blocks in sysfs or /proc/iomem show; the rest is the kernel's own affair. */
const shown = /^(span|present pages|managed pages) of \d+:|^N_MEMORY|^block |^System RAM/;

/** A wrong number to user space where one of the values can be read there. */
export const classOfChanges = (found: readonly StateChange[]): ConsequenceClass =>
  found.some(({ name }) => shown.test(name)) ? 'wrong number to user space' : 'hygiene';

/** Values that are not as they were. */
export function changes(before: Projection, now: Projection): StateChange[] {
  if (same(before, now)) return [];
  const was = told(before);
  const is = told(now);
  const result: StateChange[] = [];
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const from = was.get(name) ?? 'not there';
    const to = is.get(name) ?? 'not there';
    if (from !== to) result.push({ name, from: String(from), to: String(to) });
  }
  return result;
}

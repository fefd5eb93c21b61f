/**
 * The guaranteed projection: what a failed operation, and a full round trip, must put back. What real kernels are seen
 * to leave is not in it: docs/invariants.md names each with the recording that shows it.
 */

import type { MemState } from '../kernel/include/memory.ts';
import { type Pglist, SECTION_IS_ONLINE, type Zone, zoneKey } from '../kernel/include/mmzone.ts';
import type { Kernel } from '../kernel/link.ts';
import type { IntervalMap } from '../state/interval_map.ts';
import { joined, runOf, showRun } from '../types/page_run.ts';
import type { ConsequenceClass } from '../types/result.ts';

/** The values, kept cheaply: one is taken before every operation, and told only when the operation fails. */
export interface Projection {
  nodes: readonly Pglist[];
  /** Five of each node and of each of its zones, in that order. */
  figures: readonly number[];
  blocks: { id: readonly number[]; state: readonly MemState[]; zone: readonly (Zone | null)[] };
  sections: IntervalMap<number>;
  resources: IntervalMap<string | undefined>;
  frames: IntervalMap<boolean>;
  locks: string[];
}

export function projectionOf(k: Kernel): Projection {
  const figures: number[] = [];
  for (const node of k.node_data) {
    figures.push(
      node.node_start_pfn,
      node.node_spanned_pages,
      node.node_present_pages,
      Number(node.N_MEMORY),
      node.node_id,
    );
    for (const zone of node.node_zones)
      figures.push(
        zone.zone_start_pfn,
        zone.spanned_pages,
        zone.present_pages,
        zone.managed_pages,
        zone.nr_isolate_pageblock,
      );
  }
  const blocks = { id: [] as number[], state: [] as MemState[], zone: [] as (Zone | null)[] };
  for (const mem of k.memory_blocks.values()) {
    blocks.id.push(mem.id);
    blocks.state.push(mem.state);
    blocks.zone.push(mem.zone);
  }
  return {
    nodes: k.node_data,
    figures,
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
function told({
  nodes,
  figures,
  blocks,
  sections,
  resources,
  frames,
  locks,
}: Projection): Map<string, string | number> {
  const values = new Map<string, string | number>();
  let at = 0;
  const five = () => {
    at += 5;
    return figures.slice(at - 5, at) as [number, number, number, number, number];
  };
  const ofNodes = new Map<string, string | number>();
  for (const { node_id: id, node_zones } of nodes) {
    const [start, spanned, present, memory] = five();
    ofNodes.set(`span of node ${id}`, span(start, spanned));
    ofNodes.set(`present pages of node ${id}`, present);
    ofNodes.set(`N_MEMORY of node ${id}`, memory);
    for (const zone of node_zones) {
      const key = zoneKey(zone);
      const [first, pages, there, managed, isolated] = five();
      values.set(`span of ${key}`, span(first, pages));
      values.set(`present pages of ${key}`, there);
      values.set(`managed pages of ${key}`, managed);
      values.set(`isolated pageblocks of ${key}`, isolated);
    }
  }
  // Zones first: the first that differs is told.
  for (const [name, value] of ofNodes) values.set(name, value);
  for (const [place, id] of blocks.id.entries()) {
    const zone = blocks.zone[place];
    values.set(`block ${id}`, `${blocks.state[place]}, ${zone ? zoneKey(zone) : 'no zone'}`);
  }
  values.set('online sections', runs(sections, (bits) => ((bits as number) & SECTION_IS_ONLINE) !== 0) || 'none');
  values.set('System RAM', runs(resources) || 'none');
  values.set('frames of altmaps', runs(frames) || 'none');
  values.set('locks held', locks.join(' ') || 'none');
  return values;
}

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean => {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
};

/** Without a word: most are the same. */
const same = (a: Projection, b: Projection): boolean =>
  sameList(a.figures, b.figures) &&
  sameList(a.blocks.id, b.blocks.id) &&
  sameList(a.blocks.state, b.blocks.state) &&
  sameList(a.blocks.zone, b.blocks.zone) &&
  a.sections.equals(b.sections) &&
  a.resources.equals(b.resources) &&
  a.frames.equals(b.frames) &&
  sameList(a.locks, b.locks);

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

/**
 * The machine between two operations: put back to a mark, and told by one number. Equal contents have equal hashes by
 * whatever way they came about: objects count by what they are called and what is in them, running numbers by their order.
 * What is a record of the run and no state is in neither: notifications, incidents, how often a failure was met.
 */
import { type HashSum, hashOfNumber, hashOfText, hashOfValue } from '../state/hash.ts';
import type { IntervalMap } from '../state/interval_map.ts';
import { addHashOf } from '../state/tracked.ts';
import { ZONE_MOVABLE } from './include/mmzone.ts';
import { PageBuddy, PG_hwpoison } from './include/page_flags.ts';
import { type KernelState, type PageRange, writtenByName } from './state.ts';

/** What of the state the undo log does not hold: little, and kept whole at every mark. */
export interface Frame {
  scalars: unknown[];
  parameters: KernelState['parameters'];
  locks: readonly string[];
  notifications: number;
}

/** At rest: no function of the kernel is running. */
export const frameOf = (k: KernelState): Frame => ({
  scalars: writtenByName.map((name) => k[name]),
  parameters: { ...k.parameters },
  locks: k.locks.slice(),
  notifications: k.notifications.length,
});

export function putBackFrame(k: KernelState, { scalars, parameters, locks, notifications }: Frame): void {
  for (let at = 0; at < writtenByName.length; at++) {
    const name = writtenByName[at] as (typeof writtenByName)[number];
    if (k[name] !== scalars[at]) (k as unknown as Record<string, unknown>)[name] = scalars[at];
  }
  k.parameters.online_policy = parameters.online_policy;
  k.parameters.auto_movable_ratio = parameters.auto_movable_ratio;
  k.parameters.auto_movable_numa_aware = parameters.auto_movable_numa_aware;
  // An oops leaves both as they were when it struck.
  if (k.locks.length + locks.length > 0) k.locks.splice(0, k.locks.length, ...locks);
  k.calls.length = 0;
  k.notifications.length = notifications;
  k.incidents.length = 0;
}

const seeds = {
  memmapFrames: hashOfText('memmapFrames'),
  pageExtFrames: hashOfText('pageExtFrames'),
  shadowFrames: hashOfText('shadowFrames'),
  scalars: hashOfText('scalars'),
  locks: hashOfText('locks'),
  notifierErrors: hashOfText('notifierErrors'),
  injectedFailures: hashOfText('injectedFailures'),
  image: hashOfText('image'),
  freeSince: hashOfText('freeSince'),
};

/** Scalars that are state of the machine at rest. */
const hashed = [
  'max_pfn',
  'totalram_pages',
  'default_online_type',
  'signal_pending',
  'pcp_disabled',
  'num_poisoned_pages',
] as const;

/** Add the hash of the state to `sum`. */
export function addHashOfState(k: KernelState, sum: HashSum): void {
  for (const map of mapsOf(k)) map.addHash(sum);
  addFreeLists(k, sum);
  for (const node of k.node_data) {
    addHashOf(node, sum);
    for (const zone of node.node_zones) addHashOf(zone, sum);
  }
  for (const mem of k.memory_blocks.values()) addHashOf(mem, sum);
  addFrames(sum, seeds.memmapFrames, k.memmapFrames);
  addFrames(sum, seeds.pageExtFrames, k.pageExtFrames);
  addFrames(sum, seeds.shadowFrames, k.shadowFrames);
  for (let at = 0; at < hashed.length; at++)
    sum.add(seeds.scalars, at, hashOfValue(k[hashed[at] as (typeof hashed)[number]]));
  const { online_policy, auto_movable_ratio, auto_movable_numa_aware } = k.parameters;
  sum.add(seeds.scalars, 101, hashOfValue(online_policy));
  sum.add(seeds.scalars, 102, hashOfValue(auto_movable_ratio));
  sum.add(seeds.scalars, 103, hashOfValue(auto_movable_numa_aware));
  for (let at = 0; at < k.locks.length; at++) sum.add(seeds.locks, at, hashOfText(k.locks[at] as string));
  for (const [event, { errno, priority }] of k.notifierErrors)
    sum.add(seeds.notifierErrors, hashOfText(event), hashOfNumber(errno * 65_537 + priority));
  for (const [name, { errno, times }] of k.injectedFailures)
    if (times > 0) sum.add(seeds.injectedFailures, hashOfText(name), hashOfNumber(errno * 65_537 + times));
  if (k.image) {
    sum.add(seeds.image, 0, 1);
    k.image.saved.addHash(sum);
  }
}

/**
 * Which free pages the kernel would be given first: the runs it may take, by their place in the order of those that are
 * there. What the numbers are, and those of pages that nobody can be given, makes no difference.
 */
function addFreeLists(k: KernelState, sum: HashSum): void {
  const runs: [start: number, since: number][] = [];
  let last = -1;
  for (const [start, end, since] of k.freeSince.present()) {
    for (const [from, to, flags] of k.maps.page_flags.runs(start, end)) {
      if (!(flags & PageBuddy) || flags & PG_hwpoison) continue;
      for (const [first, , link] of k.maps.page_link.runs(from, to)) {
        if (link % 8 >= ZONE_MOVABLE || k.maps.pageblock_migratetype.get(first) === 'ISOLATE') continue;
        if (since !== last) runs.push([first, since]);
        last = since;
      }
    }
  }
  runs.sort((a, b) => a[1] - b[1]);
  for (let at = 0; at < runs.length; at++)
    sum.add(seeds.freeSince, hashOfNumber((runs[at] as [number, number])[0]), at);
}

const lists = new WeakMap<KernelState, readonly IntervalMap<unknown>[]>();

function mapsOf(k: KernelState): readonly IntervalMap<unknown>[] {
  let list = lists.get(k);
  if (!list) {
    list = [k.sections, k.resources, ...Object.values(k.maps)];
    lists.set(k, list);
  }
  return list;
}

function addFrames(sum: HashSum, seed: number, frames: ReadonlyMap<number, readonly PageRange[]>): void {
  for (const [pfn, ranges] of frames) {
    // The order says which frame describes what.
    let content = hashOfNumber(pfn);
    for (const [start, end] of ranges) {
      content = Math.imul(content ^ hashOfNumber(start), 0x85ebca6b);
      content = Math.imul((content ^ (content >>> 13)) + hashOfNumber(end), 0xc2b2ae35);
    }
    sum.add(seed, hashOfNumber(pfn), content);
  }
}

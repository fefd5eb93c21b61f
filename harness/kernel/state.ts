/**
 * The machine's state: everything the kernel functions read and write. Attributes of pages are interval maps over pfns,
 * attributes of sections over section numbers; objects (zones, nodes, blocks) journal their fields.
 */

import { WorkCounters } from '../state/counters.ts';
import { IntervalMap } from '../state/interval_map.ts';
import { Journal } from '../state/journal.ts';
import { TrackedMap } from '../state/tracked_map.ts';
import { UndoLog } from '../state/undo_log.ts';
import type { FailureName } from '../types/failures.ts';
import type { Machine, MachineConfig } from '../types/scenario.ts';
import type { MemEvent, memory_block, memory_notify, NodeEvent } from './include/memory.ts';
import type { MigrateType, Pglist, Zone } from './include/mmzone.ts';
import type { MemmapContent } from './include/page_flags.ts';
import type { Release } from './releases.ts';

/** A node's zone as one number, the part of page->flags that page_zone() and page_to_nid() read; -1 none, -2 garbage. */
export type PageLink = number;
const NO_LINK = -1;
export const GARBAGE_LINK = -2;
export const linkOf = (node: number, zone: number): PageLink => node * 8 + zone;

/** From the first pfn to before the last. */
export type PageRange = readonly [start: number, end: number];

/**
 * What holds an allocated page of an online block; undefined: nothing, the page is free or not the buddy's. `memmap`: the
 * kernel, for struct pages of other memory; `table`: the kernel, for what else describes other memory.
 */
export type PageHolder = 'movable' | 'kernel' | 'memmap' | 'table' | 'pinned' | 'hugetlb' | undefined;

export interface NotifierError {
  errno: number;
  priority: number;
}

/** Replaced, never changed. */
export interface ArmedFailure {
  readonly errno: number;
  readonly times: number;
  readonly fired: number;
}

/** The maps over pfns, by the name observations and traces use. */
export interface PageMaps {
  /** Units of sub-sections are never split: pfns here too. */
  subsection: IntervalMap<boolean>;
  memmap: IntervalMap<MemmapContent>;
  page_link: IntervalMap<PageLink>;
  page_flags: IntervalMap<number>;
  page_refcount: IntervalMap<number>;
  pageblock_migratetype: IntervalMap<MigrateType | undefined>;
  /** v6.17+: what an isolated pageblock is beneath, and will be again. MOVABLE unless said. */
  isolated_migratetype: IntervalMap<MigrateType | undefined>;
  page_use: IntervalMap<PageHolder>;
  /** Which frames hold a vmemmap of their own block: the pfn of the first page it describes, else undefined. */
  vmemmap_frame: IntervalMap<boolean>;
  /** Which pages' struct pages live in frames taken from an altmap. */
  memmap_from_altmap: IntervalMap<boolean>;
  kasan_shadow: IntervalMap<'none' | 'zero' | 'real'>;
  page_ext: IntervalMap<boolean>;
  direct_map: IntervalMap<boolean>;
  /** Frames that were given to the buddy although they belong to a block's vmemmap. */
  stray_free: IntervalMap<boolean>;
}

export interface KernelState {
  readonly machine: Machine;
  readonly release: Release;
  readonly counters: WorkCounters;
  readonly journal: Journal;
  /** For whoever wants to go back; off until somebody sets a mark. */
  readonly undo: UndoLog;
  readonly node_data: Pglist[];
  /** Bits of section_mem_map by section number. */
  readonly sections: IntervalMap<number>;
  readonly maps: PageMaps;
  readonly memory_blocks: Map<number, memory_block>;
  readonly resources: IntervalMap<string | undefined>;
  /** Frames of an ordinary memmap, by the first pfn it describes: what the page tables of the vmemmap tell. */
  readonly memmapFrames: Map<number, PageRange[]>;
  /** Frames of page_ext tables by the first pfn of their section, of KASAN shadow by the first pfn of what was notified. */
  readonly pageExtFrames: Map<number, PageRange[]>;
  readonly shadowFrames: Map<number, PageRange[]>;
  /** When pages last went to the tail of a free list, as a running number; 0: not since boot. */
  readonly freeSince: IntervalMap<number>;
  /** The last of these numbers. */
  freeMoves: number;
  max_pfn: number;
  totalram_pages: number;
  default_online_type: 0 | 1 | 2 | 3;
  /** Parameters of memory_hotplug that root may change: /sys/module/memory_hotplug/parameters. */
  readonly parameters: Pick<MachineConfig, 'online_policy' | 'auto_movable_ratio' | 'auto_movable_numa_aware'>;
  /** Locks held, outermost first, as `mem_hotplug_lock`, `zone->lock`. */
  readonly locks: string[];
  /** Kernel functions being executed, outermost first. */
  readonly calls: string[];
  readonly notifierErrors: Map<MemEvent, NotifierError>;
  /** Every event delivered, in order. */
  readonly notifications: { event: MemEvent | NodeEvent; arg: memory_notify; ret: number }[];
  /** Set while somebody wants to look at the machine during an event. */
  onNotify: ((event: MemEvent, arg: memory_notify) => void) | undefined;
  /** Failures that are armed: how many calls are still to fail, and how many did. */
  readonly injectedFailures: Map<FailureName, ArmedFailure>;
  signal_pending: boolean;
  /**
   * The block whose state is being changed. v5.15 and v5.18 hand its group and its zone down as arguments; here functions
   * have the parameters of v5.12 on every release, and those that need either look here.
   */
  blockInHand: memory_block | null;
  /** pcp lists and LRU caches disabled, nested. */
  pcp_disabled: number;
  num_poisoned_pages: number;
  /** What a hibernation image holds, or undefined without one. */
  image: HibernationImage | undefined;
  /** Notable facts that are no state of the machine: reads of garbage, accesses without shadow, loss. */
  readonly incidents: Incident[];
  /** How often each branch of interest was reached. */
  readonly witnesses: Map<string, number>;
}

/** What of the state is replaced under its name, as no object or map is. */
export const writtenByName = [
  'freeMoves',
  'max_pfn',
  'totalram_pages',
  'default_online_type',
  'onNotify',
  'signal_pending',
  'blockInHand',
  'pcp_disabled',
  'num_poisoned_pages',
  'image',
] as const satisfies readonly (keyof KernelState)[];

export interface HibernationImage {
  saved: IntervalMap<boolean>;
}

export interface Incident {
  kind: string;
  message: string;
  start: number;
  end: number;
  by: string;
  locks: readonly string[];
}

export function newState(machine: Machine, release: Release, counters = new WorkCounters()): KernelState {
  const undo = new UndoLog();
  const over = <T>(name: string, absent: T) => new IntervalMap<T>(absent, undo, name);
  return {
    machine,
    release,
    counters,
    journal: new Journal(),
    undo,
    node_data: [],
    sections: over<number>('sections', 0),
    maps: {
      subsection: over<boolean>('subsection', false),
      memmap: over<MemmapContent>('memmap', 'unmapped'),
      page_link: over<PageLink>('page_link', NO_LINK),
      page_flags: over<number>('page_flags', 0),
      page_refcount: over<number>('page_refcount', 0),
      pageblock_migratetype: over<MigrateType | undefined>('pageblock_migratetype', undefined),
      isolated_migratetype: over<MigrateType | undefined>('isolated_migratetype', undefined),
      page_use: over<PageHolder>('page_use', undefined),
      vmemmap_frame: over<boolean>('vmemmap_frame', false),
      memmap_from_altmap: over<boolean>('memmap_from_altmap', false),
      kasan_shadow: over<'none' | 'zero' | 'real'>('kasan_shadow', 'none'),
      page_ext: over<boolean>('page_ext', false),
      direct_map: over<boolean>('direct_map', false),
      stray_free: over<boolean>('stray_free', false),
    },
    memory_blocks: new TrackedMap(undo),
    resources: over<string | undefined>('resources', undefined),
    memmapFrames: new TrackedMap(undo),
    pageExtFrames: new TrackedMap(undo),
    shadowFrames: new TrackedMap(undo),
    freeSince: over<number>('freeSince', 0),
    freeMoves: 0,
    max_pfn: 0,
    totalram_pages: 0,
    default_online_type: 0,
    parameters: {
      online_policy: machine.config.online_policy,
      auto_movable_ratio: machine.config.auto_movable_ratio,
      auto_movable_numa_aware: machine.config.auto_movable_numa_aware,
    },
    locks: [],
    calls: [],
    notifierErrors: new TrackedMap(undo),
    notifications: [],
    onNotify: undefined,
    injectedFailures: new TrackedMap(undo),
    signal_pending: false,
    blockInHand: null,
    pcp_disabled: 0,
    num_poisoned_pages: 0,
    image: undefined,
    incidents: [],
    witnesses: new Map(),
  };
}

/** The zone object behind a link; undefined for a link that names none. */
export const zoneOfLink = (state: Pick<KernelState, 'node_data'>, link: PageLink): Zone | undefined =>
  link < 0 ? undefined : state.node_data[Math.floor(link / 8)]?.node_zones[link % 8];

/**
 * What a scenario is once it is read, checked and resolved: a machine, a list of steps in the kernel's words, and what
 * is expected of every design. Sizes are in pages and positions in pfns unless a name says otherwise.
 */

import type { EntryPointName } from './entry_points.ts';
import type { FailureName } from './failures.ts';
import type { PageRun } from './page_run.ts';

/** When a hot-added block comes online by itself: `memhp_default_state=`, drivers/base/memory.c:auto_online_blocks_store. */
export type OnlineState = 'offline' | 'online' | 'online_kernel' | 'online_movable';

/** The switches of a machine that the model looks at. */
export interface MachineConfig {
  /** `memory_hotplug.memmap_on_memory=`; `force` is known from v6.6 on. */
  memmap_on_memory: 'off' | 'on' | 'force';
  /** CONFIG_DEBUG_VM with memmap poisoning: VM_BUG_ON bites, new and unlinked struct pages are poisoned. */
  debug_vm: boolean;
  kasan: boolean;
  page_ext: boolean;
  /** Boot option `movable_node`: plain `online` prefers ZONE_MOVABLE. */
  movable_node: boolean;
  default_online: OnlineState;
  online_policy: 'contig-zones' | 'auto-movable';
  auto_movable_ratio: number;
  auto_movable_numa_aware: boolean;
  /** The hot-added memory does not read as zeros before its first use (a DIMM used before). */
  dirty_memory: boolean;
  /**
   * What of CONFIG_MEMORY_FAILURE, CONFIG_HIBERNATION the machine has; false makes the respective step fail as the
   * missing interface does.
   */
  memory_failure: boolean;
  hibernation: boolean;
}

export interface MachineNode {
  node: number;
  /** Boot memory of the node in pfns; empty for a node that is memoryless at boot. */
  ram: PageRun[];
  cpu: boolean;
}

/** Exact figures of a boot zone, where a recording knows them. All in pages. */
export interface BootZone {
  node: number;
  zone: ZoneName;
  start: number;
  spanned: number;
  present: number;
  managed: number;
  contiguous: 0 | 1;
}

export type ZoneName = 'DMA' | 'DMA32' | 'Normal' | 'Movable';

/** Kernels that the model has parameters for. */
export type ReleaseId = 'linux@5.12' | 'linux@6.1' | 'linux@6.12' | 'linux@7.3';

/** A machine with nothing left to default. */
export interface Machine {
  id: string;
  title: string;
  /** Why few have such a machine; absent for those that many have. */
  rare?: string;
  arch: 'x86-64' | 'arm64' | 'ppc64' | 's390';
  pageBytes: number;
  structPageBytes: number;
  pagesPerSection: number;
  /** A sub-section is always 2 MiB. */
  pagesPerSubsection: number;
  pageblockPages: number;
  /** Largest order of the buddy allocator, inclusive (10 on x86-64: 1024 pages). */
  maxOrder: number;
  /** Pages that one PMD leaf maps: the granularity at which x86-64 populates the vmemmap. */
  pmdPages: number;
  pagesPerBlock: number;
  /** First pfn above ZONE_DMA and above ZONE_DMA32; absent where the kernel is built without that zone. */
  zoneEnds: { DMA?: number; DMA32?: number };
  nodes: MachineNode[];
  /** Where the first DIMM lands, a pfn on a block boundary. */
  firstHotPfn: number;
  bootZones?: BootZone[];
  config: MachineConfig;
}

/**
 * A block by its number in sysfs, or by DIMM and index: `d0[1]` is the second block of `d0`, `d0` its only one.
 * The loader writes the number: only steps made in memory hold names.
 */
export type BlockRef = string | number;

/** A run of pages inside a block: first page counted from the block's first, and how many. */
export interface PagesOf {
  block: BlockRef;
  first: number;
  nr: number;
}

/** What occupies pages of an online block, as far as offlining cares. */
export type PageUse = 'movable' | 'kernel' | 'pinned' | 'hugetlb';

/** How a process takes pages in a guest: what of offlining it stands in the way of differs from kernel to kernel. */
export const takenBy = ['anon', 'thp', 'mlock', 'vmsplice', 'uring'] as const;
export type TakenBy = (typeof takenBy)[number];

/** What a real guest needs beside the machine, to do a fixture on it. */
export interface GuestNeeds {
  /** Values of memmap_on_memory that it is done with, one guest each; the machine's unless given. */
  memmapOnMemory?: readonly (MachineConfig['memmap_on_memory'] | 'unset')[];
  /** Leave `memhp_default_state=` out: the kernel's own default. */
  defaultOnline?: 'unset';
  /** More words for the kernel's command line. */
  append?: string;
  /** Boot memory as QEMU takes it, where `append` hides some of it from the guest. */
  mem?: string;
}

export type Action =
  /** `at` is where the DIMM lands, a pfn; the loader always fills it, by first fit from firstHotPfn as QEMU does. */
  | { op: 'add'; dimm: string; pages: number; node: number; at?: number; memmapOnMemory?: boolean }
  | { op: 'online' | 'online_kernel' | 'online_movable' | 'offline'; block: BlockRef }
  /** QMP device_del: ACPI offlines what is online, then removes; a refused offline is rolled back. */
  | { op: 'remove'; dimm: string }
  /** remove_memory() itself over whole blocks, without ACPI's offlining. */
  | { op: 'remove_memory'; block: BlockRef; pages: number }
  /** errno is negative, as it is written to the error injector; 0 ends the injection. */
  | { op: 'inject'; action: NotifierEvent; errno: number; priority?: number }
  /** The named kernel function fails with errno (negative) on its next `times` calls. */
  | { op: 'fail'; function: FailureName; errno: number; times: number }
  /** `by` is for a guest, whose kernel takes pages of its own choice. */
  | { op: 'occupy'; pages: PagesOf; use: PageUse; by?: TakenBy }
  | { op: 'release'; pages: PagesOf }
  /** Pending for the next offline or online of a later step, which takes it; then it is gone. */
  | { op: 'signal' }
  | { op: 'hibernate' }
  | { op: 'resume' }
  /** A write through /dev/mem over whole blocks. */
  | { op: 'overwrite'; block: BlockRef; pages: number }
  | { op: 'memory_failure' | 'soft_offline'; page: PagesOf }
  | { op: 'walk'; walker: Walker; node?: number; zone?: ZoneName; block?: BlockRef }
  | { op: 'write'; file: WrittenFile; block?: BlockRef; value: string }
  /** An entry point called as other kernel code calls it: over `pages` from the pfn `first` on, or for a node. */
  | {
      op: 'call';
      function: EntryPointName;
      first?: number;
      pages?: number;
      node?: number;
      memmapOnMemory?: boolean;
      onlineType?: OnlineState;
    };

/** A file of sysfs: of the memory devices, of a block, or a parameter of the module memory_hotplug. */
export const writtenFiles = [
  'auto_online_blocks',
  'state',
  'online',
  'online_policy',
  'auto_movable_ratio',
  'auto_movable_numa_aware',
] as const;
export type WrittenFile = (typeof writtenFiles)[number];

export type NotifierEvent =
  | 'MEM_GOING_ONLINE'
  | 'MEM_CANCEL_ONLINE'
  | 'MEM_ONLINE'
  | 'MEM_GOING_OFFLINE'
  | 'MEM_CANCEL_OFFLINE'
  | 'MEM_OFFLINE'
  | 'MEM_PREPARE_ONLINE'
  | 'MEM_FINISH_OFFLINE';

/** Of the chain that nodes have of their own (drivers/base/node.c:node_notify, v6.17+). No error can be injected there. */
export type NodeEvent =
  | 'NODE_ADDING_FIRST_MEMORY'
  | 'NODE_ADDED_FIRST_MEMORY'
  | 'NODE_CANCEL_ADDING_FIRST_MEMORY'
  | 'NODE_REMOVING_LAST_MEMORY'
  | 'NODE_REMOVED_LAST_MEMORY'
  | 'NODE_CANCEL_REMOVING_LAST_MEMORY';

export type Walker = 'kpageflags' | 'hibernation' | 'compaction' | 'kmemleak' | 'kdb' | 'pfn_to_online_page';

/** Expected value: a scalar, or arithmetic over the machine's symbols (`N - V`), resolved before the run. */
export type Expected = number | string | boolean;

export interface Expectation {
  /**
   * `0`, or the errno's name without sign: `EBUSY`; `refused` is any errno. `oops` and `stuck` are never expected.
   */
  ret?: string | number;
  /**
   * Observation field -> key -> value, as in {@link import('./observation.ts').Observation}, arithmetic resolved.
   * A key that the observation leaves out has the value 0: zones of nothing but zeros are left out there.
   */
  fields: Record<string, Record<string, Expected>>;
}

export interface Step {
  /** What the reader of a report sees: `online_movable d0`. */
  title: string;
  /** Usually one. The result of a step is that of its last action. */
  actions: Action[];
  expect?: Expectation;
  /** Take an observation while this event is being delivered, before its subscribers run. */
  during?: NotifierEvent;
  /** Line and column in the file, 1-based; 0 where the step was made in memory. */
  line: number;
  column: number;
}

export interface Fixture {
  /** Path below fixtures/scenarios without extension: `zone-span/shrink-past-hole`. */
  id: string;
  title: string;
  /** Why it is there, a paragraph at most. */
  about: string;
  topic: string;
  file: string;
  /** Of the resolved content: the identity across reports, whatever the file is called. */
  hash: string;
  machine: Machine;
  claims: string[];
  /** Where it is for a real guest: fixtures/live, and whatever else says so. */
  guest?: GuestNeeds;
  steps: Step[];
}

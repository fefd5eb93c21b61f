/**
 * What differs between releases and is not one of the designs, as data. Sources: the table in each line's comment.
 * A model function that reads a parameter is counted as another implementation per value (see harness/run/evidence.ts).
 */
import type { ReleaseId } from '../types/scenario.ts';

export interface Release {
  readonly id: ReleaseId;
  /** How an online block's zone is known: sampled from struct pages (<= v5.17), or kept in the block (395f6081bad4, v5.18). */
  readonly blockZone: 'scan' | 'stored';
  /** memory_group, present_early_pages, online_policy=auto-movable (v5.15). */
  readonly memoryGroups: boolean;
  /** Hotplug takes the zone span seqlock and the pgdat resize lock (dropped by 27cacaad16c5, v5.14). */
  readonly resizeLocks: boolean;
  /** What memmap_init leaves on a hot-added page: PG_reserved, or the type PageOffline (503b158fc30f, v6.11). */
  readonly hotAddedPage: 'reserved' | 'offline';
  /** PageVmemmapSelfHosted is set on self-hosted vmemmap pages (66361095129b, v6.0). */
  readonly selfHostedFlag: boolean;
  /**
   * Isolation demands aligned ends; or rounds to pageblocks, takes the first and the last of them online or not, and looks
   * at pages that straddle the ends (b2c9e2fbba32, v5.19); or does not take one that reaches out of its zone either (v6.10).
   */
  readonly isolation: 'aligned' | 'rounded' | 'rounded in one zone';
  /** A block with poisoned pages refuses to come online again (5033091de814, v6.2). */
  readonly hwpoisonPerBlock: boolean;
  /** A second memory error in a page is EHWPOISON, not 0 (47af12bae17f, v5.13). */
  readonly tellsPoisonedBefore: boolean;
  /** Block devices are deleted under mem_hotplug_lock on removal. */
  readonly removesDevicesLocked: boolean;
  /** Node states are cleared before pagesets and zonelists are torn down on offline ([6.12]), or after. */
  readonly clearsNodeStatesFirst: boolean;
  /** Struct pages of holes in boot memory are initialised on arm64 too (16c9afc77660 dropped its own pfn_valid(), v5.14). */
  readonly arm64HolesInitialised: boolean;
  /** kmemleak goes over whole nodes that are up, or over populated zones (c10a0f877fe0, v5.17). */
  readonly kmemleakScans: 'nodes' | 'zones';
  /** The struct pages of a hole at the end of a zone's last section: the zone's below it, or above (122e093c1734, v5.13). */
  readonly bootHoles: 'below' | 'above';
  /** A failed add keeps (`leak`) or frees (<= v5.17) the pgdat of a new node. */
  readonly newNodeOnFailure: 'rollback' | 'keep';
  /** Zones a zonelist takes: those with pages the buddy manages (v4.9), or with any present (e553f62f10d9, v5.18). */
  readonly zonelistTakes: 'managed' | 'populated';
  /** Nodes that zonelists are rebuilt for: those that are up, or all there can be (09f49dca570a, v5.18). */
  readonly zonelistsOf: 'online' | 'possible';
  /**
   * Whether the page allocator looks at every struct page of a chunk that it is given (free_pages_prepare), or only with
   * DEBUG_VM or an option of hardening (is_check_pages_enabled, between v6.1 and v6.12).
   */
  readonly checksFreedPages: 'always' | 'debug';
  /** /proc/kpageflags says NOPAGE of a pfn without an online page, or nothing (between v6.12 and v6.16). */
  readonly kpageflagsTellsNopage: boolean;
  /**
   * That a pageblock is isolated is a migratetype, and what it was before is forgotten; or a bit beside it (v6.17), and
   * un-isolating gives the type back.
   */
  readonly isolatedIs: 'migratetype' | 'bit';
  /** Nodes have a notifier chain of their own, and that of memory no longer tells of them (v6.17). */
  readonly nodeNotifier: boolean;
  /** A new node is up before its memory is added, and down again where that fails; or only once it is there. */
  readonly newNodeUp: 'after its memory' | 'before its memory';
  /** What offline_and_remove_memory() does where all went offline and removing fails: online it again, or a warning. */
  readonly failedRemoval: 'rolled back' | 'ignored';
}

const v5_12: Release = {
  id: 'linux@5.12',
  blockZone: 'scan',
  memoryGroups: false,
  resizeLocks: true,
  hotAddedPage: 'reserved',
  selfHostedFlag: false,
  isolation: 'aligned',
  hwpoisonPerBlock: false,
  tellsPoisonedBefore: false,
  removesDevicesLocked: false,
  clearsNodeStatesFirst: false,
  arm64HolesInitialised: false,
  kmemleakScans: 'nodes',
  bootHoles: 'below',
  newNodeOnFailure: 'rollback',
  zonelistTakes: 'managed',
  zonelistsOf: 'online',
  checksFreedPages: 'always',
  kpageflagsTellsNopage: true,
  isolatedIs: 'migratetype',
  nodeNotifier: false,
  newNodeUp: 'after its memory',
  failedRemoval: 'rolled back',
};

const v6_1: Release = {
  ...v5_12,
  id: 'linux@6.1',
  blockZone: 'stored',
  memoryGroups: true,
  tellsPoisonedBefore: true,
  resizeLocks: false,
  selfHostedFlag: true,
  isolation: 'rounded',
  arm64HolesInitialised: true,
  kmemleakScans: 'zones',
  bootHoles: 'above',
  newNodeOnFailure: 'keep',
  zonelistTakes: 'populated',
  zonelistsOf: 'possible',
};

const v6_12: Release = {
  ...v6_1,
  id: 'linux@6.12',
  hotAddedPage: 'offline',
  hwpoisonPerBlock: true,
  isolation: 'rounded in one zone',
  removesDevicesLocked: true,
  clearsNodeStatesFirst: true,
  checksFreedPages: 'debug',
};

const v7_3: Release = {
  ...v6_12,
  id: 'linux@7.3',
  kpageflagsTellsNopage: false,
  isolatedIs: 'bit',
  nodeNotifier: true,
  newNodeUp: 'before its memory',
  failedRemoval: 'ignored',
};

export const releases: readonly Release[] = [v5_12, v6_1, v6_12, v7_3];

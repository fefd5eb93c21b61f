/**
 * The table of kernel functions and how it is linked. Every call inside the model goes through the table, so that a
 * design that replaces a function is seen by all of its callers, as after a link.
 */
import { NoCounters } from '../state/counters.ts';
import type { Machine } from '../types/scenario.ts';
import { type Arm64Functions, mmu } from './arch/arm64/mm/mmu.ts';
import { type AcpiFunctions, acpi_memhotplug } from './drivers/acpi/acpi_memhotplug.ts';
import { core, type DeviceFunctions } from './drivers/base/core.ts';
import { type MemoryBlockFunctions, memory } from './drivers/base/memory.ts';
import { type ProcPageFunctions, proc_page } from './fs/proc/page.ts';
import { type KdbFunctions, kdb } from './kernel/debug/kdb/kdb_support.ts';
import { type NotifierFunctions, notifier } from './kernel/notifier.ts';
import { type SnapshotFunctions, snapshot } from './kernel/power/snapshot.ts';
import { type ResourceFunctions, resource } from './kernel/resource.ts';
import { type Machinery, machinery } from './lib/machinery.ts';
import { type CompactionFunctions, compaction } from './mm/compaction.ts';
import { type FreeAreaFunctions, free_area } from './mm/free_area.ts';
import { type FreePagesFunctions, free_pages } from './mm/free_pages.ts';
import { type KasanFunctions, kasan } from './mm/kasan.ts';
import { kmemleak, type WalkerFunctions } from './mm/kmemleak.ts';
import { type MemoryFailureFunctions, memory_failure } from './mm/memory_failure.ts';
import { type AddFunctions, add } from './mm/memory_hotplug/add.ts';
import { type MigrateFunctions, migrate } from './mm/memory_hotplug/migrate.ts';
import { type OfflineFunctions, offline } from './mm/memory_hotplug/offline.ts';
import { type OnlineFunctions, online } from './mm/memory_hotplug/online.ts';
import { type RemoveFunctions, remove } from './mm/memory_hotplug/remove.ts';
import { type ZoneChoiceFunctions, zone_choice } from './mm/memory_hotplug/zone_choice.ts';
import { type ZoneSpanFunctions, zone_span } from './mm/memory_hotplug/zone_span.ts';
import { type PageFunctions, page } from './mm/page.ts';
import { type PageAllocFunctions, page_alloc } from './mm/page_alloc.ts';
import { type PageExtFunctions, page_ext } from './mm/page_ext.ts';
import { type PageIsolationFunctions, page_isolation } from './mm/page_isolation.ts';
import { type SparseFunctions, sparse } from './mm/sparse.ts';
import { type SparseVmemmapFunctions, sparse_vmemmap } from './mm/sparse_vmemmap.ts';
import { type ZonelistFunctions, zonelists } from './mm/zonelists.ts';
import type { Release } from './releases.ts';
import { type KernelState, newState, writtenByName } from './state.ts';

export interface KernelFunctions
  extends PageFunctions,
    SparseFunctions,
    SparseVmemmapFunctions,
    PageAllocFunctions,
    ZonelistFunctions,
    FreePagesFunctions,
    FreeAreaFunctions,
    CompactionFunctions,
    PageIsolationFunctions,
    KasanFunctions,
    PageExtFunctions,
    WalkerFunctions,
    MemoryFailureFunctions,
    ZoneSpanFunctions,
    ZoneChoiceFunctions,
    OnlineFunctions,
    OfflineFunctions,
    MigrateFunctions,
    AddFunctions,
    RemoveFunctions,
    NotifierFunctions,
    ResourceFunctions,
    SnapshotFunctions,
    KdbFunctions,
    ProcPageFunctions,
    DeviceFunctions,
    MemoryBlockFunctions,
    AcpiFunctions,
    Arm64Functions {}

export interface Kernel extends KernelState, Machinery, KernelFunctions {
  /** Fields that the design adds to every memory block. */
  readonly blockFields: Readonly<Record<string, unknown>>;
  /** Whether a design replaced the function. */
  replaced(name: string): boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: a function of the table, whatever its signature.
export type KernelFunction = (...args: any[]) => unknown;

/** One file of the model: its path below harness/kernel and the functions it defines. */
export interface SourceFile {
  file: string;
  define: (k: Kernel) => Partial<KernelFunctions>;
}

export const sourceFiles: readonly SourceFile[] = [
  { file: 'mm/page', define: page },
  { file: 'mm/sparse', define: sparse },
  { file: 'mm/sparse_vmemmap', define: sparse_vmemmap },
  { file: 'mm/page_alloc', define: page_alloc },
  { file: 'mm/zonelists', define: zonelists },
  { file: 'mm/free_pages', define: free_pages },
  { file: 'mm/free_area', define: free_area },
  { file: 'mm/compaction', define: compaction },
  { file: 'mm/page_isolation', define: page_isolation },
  { file: 'mm/kasan', define: kasan },
  { file: 'mm/page_ext', define: page_ext },
  { file: 'mm/kmemleak', define: kmemleak },
  { file: 'mm/memory_failure', define: memory_failure },
  { file: 'mm/memory_hotplug/zone_span', define: zone_span },
  { file: 'mm/memory_hotplug/zone_choice', define: zone_choice },
  { file: 'mm/memory_hotplug/online', define: online },
  { file: 'mm/memory_hotplug/offline', define: offline },
  { file: 'mm/memory_hotplug/migrate', define: migrate },
  { file: 'mm/memory_hotplug/add', define: add },
  { file: 'mm/memory_hotplug/remove', define: remove },
  { file: 'kernel/notifier', define: notifier },
  { file: 'kernel/resource', define: resource },
  { file: 'kernel/power/snapshot', define: snapshot },
  { file: 'kernel/debug/kdb/kdb_support', define: kdb },
  { file: 'fs/proc/page', define: proc_page },
  { file: 'drivers/base/core', define: core },
  { file: 'drivers/base/memory', define: memory },
  { file: 'drivers/acpi/acpi_memhotplug', define: acpi_memhotplug },
  { file: 'arch/arm64/mm/mmu', define: mmu },
];

/**
 * A function as it was before the patch, with some of the calls in its body replaced: the hunks of a patch, found by the
 * call they change. What the replacements call in turn is called as everywhere.
 */
export type Hunk = (name: string, calls: Calls) => KernelFunction;

type Calls = Readonly<Record<string, KernelFunction>>;

/** A patch as the linker needs it: an id for evidence, and functions to put over the table. */
export interface LinkPatch {
  id: string;
  blockFields?: Readonly<Record<string, unknown>>;
  /** `base` holds the functions as they were before this patch, `hunk` makes changed ones of them. */
  define: (k: Kernel, base: KernelFunctions, hunk: Hunk) => Record<string, KernelFunction>;
}

export interface LinkOptions {
  /**
   * Without a record of what runs: no evidence, no counters but one, no call trace. What is told of a write or an oops
   * names the function only where an invariant asks for it.
   */
  lean?: boolean;
  /** Keep the call trace all the same: for patches that ask who calls. */
  calls?: boolean;
}

/** Functions that invariants ask for: whether a write is theirs. */
const askedFor: ReadonlySet<string> = new Set([
  'generic_online_page',
  'kasan_add_zero_shadow',
  'kasan_remove_zero_shadow',
  'loseFrames',
  'page_init_poison',
]);

/** What defines functions: a file of the model, or a patch. */
type Layer = { file: string; define: SourceFile['define'] } | LinkPatch;

/** Which implementations ran, as `file:function` or `file:function@patch`, with the release parameters they read. */
export type RanFunctions = Map<string, Set<string>>;

export interface LinkedKernel {
  k: Kernel;
  ran: RanFunctions;
  /** What each implementation is, by the id it is noted under in `ran`. */
  bodies: Map<string, KernelFunction>;
  /** The implementations that run now, outermost first, by the id they are noted under in `ran`. */
  running: readonly string[];
}

/** Who defines a function: place in the stack, id, and with what its patch was defined. */
interface Definer {
  at: number;
  id: string;
  layer: Layer;
  base: KernelFunctions;
}

const inTrace =
  (calls: string[], name: string, body: KernelFunction): KernelFunction =>
  (a: unknown, b: unknown, c: unknown, d: unknown, e: unknown, f: unknown) => {
    calls.push(name);
    try {
      return body(a, b, c, d, e, f);
    } finally {
      calls.pop();
    }
  };

/** The kernel as a function sees it of which some calls are replaced, by whatever `replacing` has while it runs. */
function within(as: Kernel, names: readonly string[], replacing: { calls: Calls }): Kernel {
  const own = Object.create(as) as Kernel;
  for (const name of writtenByName)
    Object.defineProperty(own, name, {
      get: () => as[name],
      set: (value) => {
        (as as unknown as Record<string, unknown>)[name] = value;
      },
    });
  for (const name of names)
    Object.defineProperty(own, name, {
      value: (...args: unknown[]) => (replacing.calls[name] as KernelFunction)(...args),
    });
  return own;
}

/** Shared by all functions that read no release parameter. */
const nothingRead: Set<string> = new Set();

/** Build a kernel: state, machinery, the release's functions, then the patches in order. */
export function link(
  machine: Machine,
  release: Release,
  patches: readonly LinkPatch[],
  { lean = false, calls: traced = !lean }: LinkOptions = {},
): LinkedKernel {
  const ran: RanFunctions = new Map();
  const bodies = new Map<string, KernelFunction>();
  const state = newState(machine, release, lean ? new NoCounters() : undefined);
  const replaced = new Set<string>();
  const k = state as unknown as Kernel & Record<string, unknown>;
  Object.assign(k, {
    replaced: (name: string) => replaced.has(name),
    blockFields: Object.assign({}, ...patches.map((patch) => patch.blockFields ?? {})),
  });
  Object.assign(k, machinery(k, lean));

  const { calls, counters } = state;
  const running: string[] = [];
  const parameters = new Proxy(release, {
    get(target, parameter: string) {
      const value = target[parameter as keyof Release];
      const reader = running[running.length - 1];
      const seen = reader === undefined || counters.observing ? undefined : ran.get(reader);
      if (reader !== undefined && seen === nothingRead) ran.set(reader, new Set([`${parameter}=${value}`]));
      else seen?.add(`${parameter}=${value}`);
      return value;
    },
  });
  if (lean) state.journal.fleeting = true;
  else Object.defineProperty(k, 'release', { value: parameters });

  const install = (name: string, id: string, body: KernelFunction) => {
    bodies.set(id, body);
    if (lean) {
      (k as Record<string, unknown>)[name] = traced || askedFor.has(name) ? inTrace(calls, name, body) : body;
      return;
    }
    let noted = false;
    // No function of the table has more than six parameters, and passing them by name is faster than by list.
    (k as Record<string, unknown>)[name] = (a: unknown, b: unknown, c: unknown, d: unknown, e: unknown, f: unknown) => {
      if (!noted && !counters.observing) {
        noted = true;
        ran.set(id, nothingRead);
      }
      calls.push(name);
      running.push(id);
      try {
        return body(a, b, c, d, e, f);
      } finally {
        calls.pop();
        running.pop();
      }
    };
  };

  const fileOf = new Map<string, string>();
  /** Who defines each function, the one who came last at the end. */
  const definers = new Map<string, Definer[]>();
  const put = (name: string, id: string, body: KernelFunction, at: number, layer: Layer, base: KernelFunctions) => {
    definers.set(name, [...(definers.get(name) ?? []), { at, id, layer, base }]);
    install(name, id, body);
  };

  /** The hunks of the patch at a place of the stack, in functions that call what `as` has. */
  const hunksOf =
    (at: number, as: Kernel): Hunk =>
    (name, calls) => {
      const below = definers.get(name)?.findLast((each) => each.at < at);
      if (!below) throw new Error(`a hunk in ${name}(), which is not there to be patched`);
      if (lean) return leanHunk(below, name, calls, as);
      const own = new Proxy(as, { get: (target, key) => calls[key as string] ?? target[key as keyof Kernel] });
      const { layer, base, id } = below;
      const defined = 'file' in layer ? layer.define(own) : layer.define(own, base, hunksOf(below.at, own));
      const body = (defined as Record<string, KernelFunction>)[name] as KernelFunction;
      return (...args) => {
        if (!counters.observing && !ran.has(id)) ran.set(id, nothingRead);
        return body(...args);
      };
    };

  /** Bodies for hunks, made once for each set of calls that is replaced. */
  const made = new Map<Kernel, Map<string, { body: KernelFunction; replacing: { calls: Calls } }>>();
  const leanHunk = ({ at, layer, base, id }: Definer, name: string, calls: Calls, as: Kernel): KernelFunction => {
    const key = `${id} ${Object.keys(calls).join()}`;
    let here = made.get(as);
    if (!here) {
      here = new Map();
      made.set(as, here);
    }
    let found = here.get(key);
    if (!found) {
      const replacing = { calls };
      const own = within(as, Object.keys(calls), replacing);
      const defined = 'file' in layer ? layer.define(own) : layer.define(own, base, hunksOf(at, own));
      found = { body: (defined as Record<string, KernelFunction>)[name] as KernelFunction, replacing };
      here.set(key, found);
    }
    const { body, replacing } = found;
    return (...args) => {
      const before = replacing.calls;
      replacing.calls = calls;
      try {
        return body(...args);
      } finally {
        replacing.calls = before;
      }
    };
  };

  const none = {} as KernelFunctions;
  for (const layer of sourceFiles) {
    const functions = layer.define(k) as Record<string, KernelFunction>;
    for (const name in functions) {
      fileOf.set(name, layer.file);
      put(name, `${layer.file}:${name}`, functions[name] as KernelFunction, 0, layer, none);
    }
  }
  for (const [index, patch] of patches.entries()) {
    // Most patches look at nothing below them, and a copy of the table is not free.
    const wantsBase = patch.define.length > 1;
    const copy = wantsBase ? Object.fromEntries([...fileOf.keys()].map((name) => [name, k[name]])) : {};
    const base = copy as unknown as KernelFunctions;
    for (const [name, body] of Object.entries(patch.define(k, base, hunksOf(index + 1, k)))) {
      replaced.add(name);
      put(name, `${fileOf.get(name) ?? 'added'}:${name}@${patch.id}`, body, index + 1, patch, base);
      if (!fileOf.has(name)) fileOf.set(name, 'added');
    }
  }
  return { k, ran, bodies, running };
}

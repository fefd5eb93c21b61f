/** How a design is written down. This is all that strategies/ import, beside the kernel's types. */
import type { Hunk, Kernel, KernelFunction, KernelFunctions } from './kernel/link.ts';
import type { Provenance } from './types/report.ts';

export type { BlockAction } from './kernel/drivers/base/memory.ts';
export { __ffs } from './kernel/include/bitops.ts';
export { EBUSY, EHWPOISON, EINVAL, ENOMEM } from './kernel/include/errno.ts';
export type { MemState, memory_block, memory_group, memory_notify, OnlineType } from './kernel/include/memory.ts';
export { new_altmap, type vmem_altmap, vmem_altmap_offset } from './kernel/include/memremap.ts';
export * from './kernel/include/mmzone.ts';
export { type Page, PageBuddy, PageOffline, PG_reserved, PG_vmemmap_self_hosted } from './kernel/include/page_flags.ts';
export type { Kernel } from './kernel/link.ts';
export { MHP_MEMMAP_ON_MEMORY, MHP_NONE } from './kernel/mm/memory_hotplug/add.ts';
export type { Provenance } from './types/report.ts';

export type BaseId = 'linux@5.12' | 'linux@6.1' | 'linux@6.12' | 'linux@7.3';

export interface Source {
  messageId?: string;
  /** `v10 4/8`. */
  series?: string;
  /** Commit in mainline, where it was merged. */
  commit?: string;
}

type Functions = Record<string, KernelFunction>;
type None = Record<never, never>;
/** For a design that adds no function and changes no signature, and stands on others. */
export type NoneOfItsOwn = None;

/** The kernel as the patch sees it: functions of `S` have the patch's signatures. */
export type Patched<S> = Omit<Kernel, keyof S> & S;

/** The functions as they were before the patch. */
export type Below<X> = Omit<KernelFunctions, keyof X> & X;

/**
 * A function as it was before the patch, with some of the calls in its body replaced. Parameters that it needed for a
 * call which is gone may be left out.
 */
export type HunkIn<B> = <N extends keyof B>(
  name: N,
  calls: Partial<B>,
) => B[N] extends (...args: infer A) => infer R ? (...args: Partial<A>) => R : never;

/** What a patch defines: all of the functions it adds or whose signature it changes, and any other of those below it. */
export type PatchBody<S, X = None> = Partial<Omit<Below<X>, keyof S>> & S;

/** The functions a design adds to the table, for the designs that stand on it. */
export type { KernelFunctions } from './kernel/link.ts';

export interface DesignSpec<S, X> {
  id: string;
  revision: string;
  title: string;
  provenance: Provenance;
  source: Source;
  /** For `repaired` and `reconstructed`: what was mended or decided, one item each. */
  repairs?: string[];
  on: BaseId[];
  /** In the comparison unless other designs are asked for. */
  isDefault?: boolean;
  /** Whose idea it is a reading of; revisions of one family are compared by their best. */
  family: string;
  /** Place among the family's revisions, in the order they were argued. */
  order?: number;
  /** The patches it stands on, first applied first. */
  over?: Design[];
  /** Repairs of its own mistakes, one each, in the order a reader would make them: `+repair:NAME` behind the id applies one. */
  mends?: Design[];
  adds?: { memory_block?: Record<string, unknown> };
  /**
   * For a module outside of strategies/, as far as it wants to be told when one moved on: functions that it replaces,
   * each with the hash of the body it was read against. Those of strategies/ are in strategies/hunks.lock.json.
   */
  replaces?: Record<string, string>;
  patch: (k: Patched<X & S>, base: Below<X>, hunk: HunkIn<Below<X>>) => PatchBody<S, X>;
}

export interface Design extends Omit<DesignSpec<None, None>, 'patch'> {
  patch: (k: Kernel, base: KernelFunctions, hunk: Hunk) => Functions;
}

/**
 * A design, checked by the compiler: a function that it adds or whose signature it changes must be named in `S`, so
 * that the patch's own calls are checked against it; `X` names those of the patches it stands on. `validate` checks
 * the callers that the patch leaves alone.
 */
export function defineDesign<S = None, X = None>(spec: DesignSpec<S, X>): Design {
  return spec as unknown as Design;
}

/** What a mend says beyond its patch: everything else it takes from the design that it is put over. */
export interface MendSpec<X> {
  name: string;
  /** What is done about which mistake, in one line. */
  title: string;
  source?: Source;
  patch: (k: Patched<X>, posted: Below<X>, hunk: HunkIn<Below<X>>) => Functions;
}

const mend = (kind: string, spec: MendSpec<None>, over: Design[]): Design =>
  ({
    id: `${kind}:${spec.name}`,
    revision: '',
    title: spec.title,
    provenance: 'repaired',
    source: spec.source ?? {},
    on: ['linux@5.12', 'linux@6.1', 'linux@6.12', 'linux@7.3'],
    family: 'shared',
    over,
    patch: spec.patch,
  }) as unknown as Design;

/** A repair of one mistake of one design, for its `mends`. `X` names the functions of the design that it calls or replaces. */
export const defineRepair = <X = None>(spec: MendSpec<X>): Design =>
  mend('repair', spec as unknown as MendSpec<None>, []);

/**
 * A mend of code that several designs share, as the default export of a file below strategies/: `+fix:NAME` behind any
 * id that stands on `over` applies it.
 */
export const defineFix = <X = None>(spec: MendSpec<X> & { over: Design[] }): Design =>
  mend('fix', spec as unknown as MendSpec<None>, spec.over);

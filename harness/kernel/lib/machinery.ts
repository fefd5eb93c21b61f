/**
 * What every model function stands on and no kernel has a name for: writing attributes of ranges, walking pfns in
 * runs, counting, locks, and faults. A kernel reader can skip this file.
 */
import type { IntervalMap } from '../../state/interval_map.ts';
import type { FailureName } from '../../types/failures.ts';
import type { memory_block } from '../include/memory.ts';
import type { KernelState, PageMaps } from '../state.ts';
import { KernelOops, KernelStuck } from './fault.ts';

type ValueOf<M> = M extends IntervalMap<infer T> ? T : never;

export interface Machinery {
  /** Write one attribute of the pages [start, end). */
  set_pages<K extends keyof PageMaps>(attribute: K, start: number, end: number, value: ValueOf<PageMaps[K]>): void;
  /** Change one attribute of the pages [start, end), each run on its own. */
  update_pages<K extends keyof PageMaps>(
    attribute: K,
    start: number,
    end: number,
    change: (value: ValueOf<PageMaps[K]>) => ValueOf<PageMaps[K]>,
  ): void;
  set_sections(start: number, end: number, change: (bits: number) => number): void;
  /** Count work. */
  count(counter: string, amount?: number): void;
  /** Do what the model needs and the kernel does not do: none of it is counted. */
  uncounted<T>(body: () => T): T;
  /** A branch of interest was reached. */
  witness(what: string): void;
  incident(kind: string, message: string, start: number, end: number): void;
  /** Run with the block in hand. */
  withBlock<T>(mem: memory_block | null, body: () => T): T;
  /** A VM_BUG_ON() of a kernel with DEBUG_VM. */
  VM_BUG_ON(condition: boolean, message: string): void;
  oops(message: string): never;
  stuck(message: string): never;
  lock(name: string): void;
  unlock(name: string): void;
  /** Errno injected for this function by the scenario: 0 when none is due. */
  injected_failure(name: FailureName): number;
  /**
   * First of start, start + step, ... below end for which `holds`. Runs of pages that agree in every attribute are
   * evaluated once and counted for each of their members. `holds` may look at the `window` pages from the one it is given.
   */
  first_pfn(
    start: number,
    end: number,
    step: number,
    holds: (pfn: number) => boolean,
    window?: number,
  ): number | undefined;
  /** First of last, last - step, ... not below start for which `holds`. */
  last_pfn(start: number, last: number, step: number, holds: (pfn: number) => boolean): number | undefined;
  /** Visit start, start + step, ... below end in groups that agree in every attribute: `visit(first, howMany)`. */
  for_each_pfn_group(start: number, end: number, step: number, visit: (pfn: number, members: number) => void): void;
}

/** `lean`: work is not counted, so that of a run of equal pages only one is looked at. */
export function machinery(k: KernelState & { replaced(name: string): boolean }, lean = false): Machinery {
  const { maps, machine } = k;
  const attributes = [
    maps.memmap,
    maps.page_link,
    maps.page_flags,
    maps.page_refcount,
    maps.page_use,
    maps.subsection,
    maps.pageblock_migratetype,
  ] as IntervalMap<unknown>[];

  /** Offsets in a block at which a design's own lookup may change its mind, beside the attributes themselves. */
  const blockLandmarks = (pfn: number): { before: number; after: number } => {
    const id = Math.floor(pfn / machine.pagesPerBlock);
    const start = id * machine.pagesPerBlock;
    const end = start + machine.pagesPerBlock;
    const nr = k.memory_blocks.get(id)?.nr_vmemmap_pages ?? 0;
    let before = start;
    let after = end;
    const section = pfn - (pfn % machine.pagesPerSection);
    for (const origin of [start, section])
      for (const mark of nr > 0 ? [origin + nr, origin + nr + 1] : []) {
        if (mark <= pfn) before = Math.max(before, mark);
        else after = Math.min(after, mark);
      }
    return { before, after };
  };

  const groupEnd = (pfn: number): number => {
    const section = Math.floor(pfn / machine.pagesPerSection);
    let end = k.sections.nextChange(section) * machine.pagesPerSection;
    for (const map of attributes) end = Math.min(end, map.nextChange(pfn));
    if (k.replaced('pfn_to_online_page'))
      end = Math.min(end, blockLandmarks(pfn).after, (section + 1) * machine.pagesPerSection);
    return end;
  };

  const groupStart = (pfn: number): number => {
    const section = Math.floor(pfn / machine.pagesPerSection);
    let start = k.sections.runStart(section) * machine.pagesPerSection;
    for (const map of attributes) start = Math.max(start, map.runStart(pfn));
    if (k.replaced('pfn_to_online_page'))
      start = Math.max(start, blockLandmarks(pfn).before, section * machine.pagesPerSection);
    return start;
  };

  const weighted = <T>(members: number, body: () => T): T => {
    if (lean) return body();
    const before = k.counters.weight;
    k.counters.weight = before * members;
    try {
      return body();
    } finally {
      k.counters.weight = before;
    }
  };

  const record = (field: string, start: number, end: number, to: unknown) => {
    if (k.journal.wants(k.locks)) {
      const by = k.calls[k.calls.length - 1] ?? '';
      k.journal.record({
        object: field === 'section' ? 'mem_section' : 'struct page',
        field,
        start,
        end,
        to,
        by,
        locks: k.journal.told(k.locks),
      });
    }
  };

  return {
    set_pages(attribute, start, end, value) {
      (maps[attribute] as IntervalMap<unknown>).set(start, end, value);
      record(attribute, start, end, value);
    },
    update_pages(attribute, start, end, change) {
      (maps[attribute] as IntervalMap<unknown>).update(start, end, change as (value: unknown) => unknown);
      record(attribute, start, end, undefined);
    },
    set_sections(start, end, change) {
      k.sections.update(start, end, change);
      record('section', start, end, undefined);
    },
    count: (counter, amount = 1) => k.counters.add(counter, amount),
    uncounted(body) {
      const { paused } = k.counters;
      k.counters.paused = true;
      try {
        return body();
      } finally {
        k.counters.paused = paused;
      }
    },
    witness(what) {
      if (lean || k.counters.observing) return;
      k.witnesses.set(what, (k.witnesses.get(what) ?? 0) + 1);
    },
    incident(kind, message, start, end) {
      if (k.counters.observing) return;
      const by = k.calls[k.calls.length - 1] ?? '';
      k.incidents.push({ kind, message, start, end, by, locks: [...k.locks] });
    },
    withBlock(mem, body) {
      const before = k.blockInHand;
      k.blockInHand = mem;
      try {
        return body();
      } finally {
        k.blockInHand = before;
      }
    },
    VM_BUG_ON(condition, message) {
      if (machine.config.debug_vm && condition) throw new KernelOops(`VM_BUG_ON(${message})`, k.calls);
    },
    oops(message) {
      throw new KernelOops(message, k.calls);
    },
    stuck(message) {
      throw new KernelStuck(message, k.calls);
    },
    lock(name) {
      if (k.locks.includes(name)) throw new KernelOops(`${name} is taken by the one who holds it`, k.calls);
      k.locks.push(name);
      k.counters.lockTaken(name);
    },
    unlock(name) {
      const index = k.locks.lastIndexOf(name);
      if (index < 0) throw new KernelOops(`${name} is released but not held`, k.calls);
      k.locks.splice(index, 1);
      k.counters.lockReleased(name);
    },
    injected_failure(name) {
      const failure = k.injectedFailures.get(name);
      if (!failure || failure.times === 0) return 0;
      const { errno, times, fired } = failure;
      k.injectedFailures.set(name, { errno, times: times - 1, fired: fired + 1 });
      return -failure.errno;
    },
    first_pfn(start, end, step, holds, window = 1) {
      for (let pfn = start; pfn < end; ) {
        if (holds(pfn)) return pfn;
        const rest = Math.max(
          0,
          Math.min(Math.floor((groupEnd(pfn) - window - pfn) / step), Math.ceil((end - pfn) / step) - 1),
        );
        if (rest > 0 && !lean) weighted(rest, () => holds(pfn + step));
        pfn += (rest + 1) * step;
      }
      return undefined;
    },
    last_pfn(start, last, step, holds) {
      for (let pfn = last; pfn >= start; ) {
        if (holds(pfn)) return pfn;
        const rest = Math.floor((pfn - Math.max(start, groupStart(pfn))) / step);
        if (rest > 0 && !lean) weighted(rest, () => holds(pfn - step));
        pfn -= (rest + 1) * step;
      }
      return undefined;
    },
    for_each_pfn_group(start, end, step, visit) {
      for (let pfn = start; pfn < end; ) {
        const members = Math.ceil((Math.min(end, groupEnd(pfn)) - pfn) / step);
        const at = pfn;
        weighted(members, () => visit(at, members));
        pfn += members * step;
      }
    },
  };
}

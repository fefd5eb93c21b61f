/** A wrong design: a right one with one line changed. The harness is judged by how many of them it tells. */
import type { Kernel, KernelFunction } from '../../kernel/link.ts';

/** The table as it was before the mistake, a design's own functions among it, whatever their signatures. */
export type Table = Record<string, KernelFunction>;

export interface Mistake {
  /** `online/sections-not-marked`. */
  id: string;
  title: string;
  /** The changed function: `mm/memory_hotplug/zone_span:resize_zone_range`. */
  function: string;
  /** The design it is made in, on linux@5.12 unless a release is named: `david@v10`. */
  stack: string;
  /** Invariants, or `oops`, `stuck`, `expectation`, that name the mistake for what it is; others may fail too. */
  blame: string[];
  /** Why no scenario can tell it, where that is known: the mistake makes no difference, or none that can be seen. */
  survives?: string;
  mistake: (k: Kernel, base: Table) => Table;
}

export const defineMistakes = (mistakes: Mistake[]): Mistake[] => mistakes;

/** `linux@5.12+david@v10`. */
export const stackOf = ({ stack }: Mistake): string => (stack.startsWith('linux@') ? stack : `linux@5.12+${stack}`);

/** Call a function of the table that a design may have added. */
export function call(base: Table, name: string, ...args: unknown[]): unknown {
  const body = base[name];
  if (!body) throw new Error(`the mistake changes ${name}(), which the design does not have`);
  return body(...args);
}

/** Whether the function is being executed, at any depth. */
export const within = (k: Kernel, name: string): boolean => k.calls.includes(name);

/** Pages of the block's head up to `pfn`. */
export const offsetInBlock = (k: Kernel, pfn: number): number => pfn % k.machine.pagesPerBlock;

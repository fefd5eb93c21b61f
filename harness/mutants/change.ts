/** What a mutant is made of: one function of the table left out, called otherwise, or not called the same. */
import type { Kernel, KernelFunction } from '../kernel/link.ts';

/** The table as it was before the change, a design's own functions among it, whatever their signatures. */
export type Table = Record<string, KernelFunction>;

export type ModelChange = (k: Kernel, base: Table) => Table;

type When = (k: Kernel, ...args: Parameters<KernelFunction>) => boolean;

/** The function has another body; `real` is the one it has. */
export function changed(name: string, body: (k: Kernel, real: KernelFunction) => KernelFunction): ModelChange {
  return (k, base) => {
    const real = base[name];
    const missing = () => {
      throw new Error(`the mistake changes ${name}(), which the design does not have`);
    };
    return { [name]: body(k, real ?? missing) };
  };
}

/** The function is not called, always or now and then; whoever called it is answered all the same. */
export const leftOut = (name: string, when: When = () => true, answer?: unknown): ModelChange =>
  changed(
    name,
    (k, real) =>
      (...args) =>
        when(k, ...args) ? answer : real(...args),
  );

/** The function answers without being called. */
export const answers = (name: string, answer: unknown): ModelChange => leftOut(name, undefined, answer);

/** One argument of the function, by its position, is another. */
export const argument = <T = number>(
  name: string,
  position: number,
  to: (value: T, k: Kernel) => unknown,
): ModelChange =>
  changed(
    name,
    (k, real) =>
      (...args) =>
        real(...args.with(position, to(args[position], k))),
  );

/** A field that the function writes keeps the value it had. */
export function keeps<T extends object>(
  name: string,
  field: keyof T,
  of: (k: Kernel, ...args: Parameters<KernelFunction>) => T | null,
  when: When = () => true,
): ModelChange {
  return changed(name, (k, real) => (...args) => {
    const object = when(k, ...args) ? of(k, ...args) : null;
    const before = object?.[field];
    const ret = real(...args);
    if (object) object[field] = before as T[keyof T];
    return ret;
  });
}

/** Several functions changed for one mistake. */
export const together =
  (...changes: ModelChange[]): ModelChange =>
  (k, base) =>
    Object.assign({}, ...changes.map((change) => change(k, base)));

/** Whether the function is being executed, at any depth. */
export const within = (k: Kernel, name: string): boolean => k.calls.includes(name);

export const inside =
  (name: string): When =>
  (k) =>
    within(k, name);

/** Whether the function is what called. */
export const calledBy =
  (name: string): When =>
  (k) =>
    k.calls.at(-2) === name;

/** Pages of the block's head up to `pfn`. */
export const offsetInBlock = (k: Kernel, pfn: number): number => pfn % k.machine.pagesPerBlock;

/** Pages of the memmap that the block of `pfn` carries. */
const memmapOf = (k: Kernel, pfn: number): number =>
  k.memory_blocks.get(Math.floor(pfn / k.machine.pagesPerBlock))?.nr_vmemmap_pages ?? 0;

/** The same, where `pfn` is the first of its block; 0 where it is not. */
export const memmapFrom = (k: Kernel, pfn: number): number => (offsetInBlock(k, pfn) === 0 ? memmapOf(k, pfn) : 0);

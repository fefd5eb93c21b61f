/** Where a function of the model stands in the kernel tree, and what a function of ours is cut out of. */
import { type Kernel, sourceFiles } from '../kernel/link.ts';

/** Files of the model that are named otherwise than the kernel's, or are a part of one. */
const kernelFiles: Record<string, string> = {
  'mm/sparse_vmemmap': 'mm/sparse-vmemmap.c',
  'mm/zonelists': 'mm/page_alloc.c',
  'mm/free_pages': 'mm/page_alloc.c',
  'mm/free_area': 'mm/page_alloc.c',
  'mm/kasan': 'mm/kasan/shadow.c',
  'mm/memory_failure': 'mm/memory-failure.c',
  'drivers/base/block_zone': 'drivers/base/memory.c',
};

const kernelFile = (file: string): string =>
  kernelFiles[file] ?? (file.startsWith('mm/memory_hotplug/') ? 'mm/memory_hotplug.c' : `${file}.c`);

/** What designs add to drivers/base/memory.c acts on a memory block, or asks one. */
const ofBlocks = /^(memory_block_|is_vmemmap_page$)/;

let files: Map<string, string> | undefined;

function fileOf(name: string): string {
  const nothing: unknown = new Proxy(() => nothing, {
    get: (_target, key) => (key === Symbol.toPrimitive ? () => 0 : nothing),
  });
  files ??= new Map(
    sourceFiles.flatMap(({ file, define }) =>
      Object.keys(define(nothing as Kernel)).map((each) => [each, kernelFile(file)] as const),
    ),
  );
  return files.get(name) ?? (ofBlocks.test(name) ? 'drivers/base/memory.c' : 'mm/memory_hotplug.c');
}

/** Kernel functions have kernel names, everything of ours is in camelCase. */
export const isOurs = (name: string): boolean => /[A-Z]/.test(name);

/** `called`: who calls a function of the model. */
type Callers = (name: string) => readonly string[];

/** File and function of the kernel; for a function of ours those of the kernel's that it is cut out of, or called by. */
export function kernelPlace(
  name: string,
  chain: readonly string[],
  called: Callers = () => [],
): { file: string; function: string } {
  const at = chain.lastIndexOf(name);
  const running = isOurs(name) && at >= 0 ? chain.slice(0, at).findLast((each) => !isOurs(each)) : undefined;
  const chosen = running ?? (isOurs(name) ? callerOf(name, chain, called) : undefined) ?? name;
  return { file: fileOf(chosen), function: chosen };
}

/** The nearest function of the kernel that calls one of ours, one that was running if there is one. */
function callerOf(name: string, chain: readonly string[], called: Callers): string | undefined {
  const seen = new Set([name]);
  let level = [name];
  while (level.length > 0) {
    const next = level.flatMap((each) => called(each)).filter((each) => !seen.has(each));
    for (const each of next) seen.add(each);
    const real = next.filter((each) => !isOurs(each));
    if (real.length > 0) return real.find((each) => chain.includes(each)) ?? real[0];
    level = next;
  }
  return undefined;
}

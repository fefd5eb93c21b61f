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
  // What designs add is named after its file: memory_block_online() acts on a memory block.
  return files.get(name) ?? (name.startsWith('memory_block_') ? 'drivers/base/memory.c' : 'mm/memory_hotplug.c');
}

/** Kernel functions have kernel names, everything of ours is in camelCase. */
const isOurs = (name: string): boolean => /[A-Z]/.test(name);

/** File and function of the kernel; for a function of ours those of the kernel's that it was called from. */
export function kernelPlace(name: string, chain: readonly string[]): { file: string; function: string } {
  const at = chain.lastIndexOf(name);
  const real = isOurs(name) && at >= 0 ? chain.slice(0, at).findLast((each) => !isOurs(each)) : undefined;
  const chosen = real ?? name;
  return { file: fileOf(chosen), function: chosen };
}

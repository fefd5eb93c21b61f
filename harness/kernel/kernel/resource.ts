/** The "System RAM" entries of the resource tree (kernel/resource.c), in pfns. */
import { EEXIST } from '../include/errno.ts';
import type { Kernel } from '../link.ts';

export interface ResourceFunctions {
  /** Errors: -EEXIST where something is there. */
  register_memory_resource(start_pfn: number, nr_pages: number): number;
  release_memory_resource(start_pfn: number, nr_pages: number): void;
  /** How many pages of the range are System RAM (walk_system_ram_range). */
  systemRamPages(start_pfn: number, nr_pages: number): number;
}

export const resource = (k: Kernel): ResourceFunctions => ({
  register_memory_resource(start_pfn, nr_pages) {
    const injected = k.injected_failure('__request_region');
    if (injected) return injected;
    if (k.resources.runs(start_pfn, start_pfn + nr_pages).some(([, , owner]) => owner !== undefined)) return -EEXIST;
    // A name of its own keeps neighbouring entries apart, as the tree does.
    k.resources.set(start_pfn, start_pfn + nr_pages, `System RAM at ${start_pfn}`);
    return 0;
  },

  release_memory_resource(start_pfn, nr_pages) {
    k.resources.set(start_pfn, start_pfn + nr_pages, undefined);
  },

  systemRamPages(start_pfn, nr_pages) {
    let pages = 0;
    for (const [start, end, owner] of k.resources.runs(start_pfn, start_pfn + nr_pages))
      if (owner !== undefined) pages += end - start;
    return pages;
  },
});

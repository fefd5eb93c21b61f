/** Michal Hocko's calls: onlining and offlining are handed the block without its vmemmap pages, and nothing else. */
import type { Kernel, memory_block } from '../../harness/design.ts';

type Called = Pick<Kernel, 'machine' | 'online_pages' | 'offline_pages' | 'remember_block_zone' | 'check_block_zone'>;

export const offsetBlock = (k: Called) => ({
  memory_block_online(mem: memory_block): number {
    const start_pfn = mem.id * k.machine.pagesPerBlock + mem.nr_vmemmap_pages;
    const nr_pages = k.machine.pagesPerBlock - mem.nr_vmemmap_pages;
    const ret = k.online_pages(start_pfn, nr_pages, mem.online_type, mem.nid, mem.group);
    if (!ret) k.remember_block_zone(mem);
    return ret;
  },

  memory_block_offline(mem: memory_block): number {
    const zoneless = k.check_block_zone(mem);
    if (zoneless) return zoneless;
    const start_pfn = mem.id * k.machine.pagesPerBlock + mem.nr_vmemmap_pages;
    const nr_pages = k.machine.pagesPerBlock - mem.nr_vmemmap_pages;
    const ret = k.offline_pages(start_pfn, nr_pages, mem, mem.group);
    if (!ret) mem.zone = null;
    return ret;
  },
});

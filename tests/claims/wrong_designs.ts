import type { Kernel, KernelFunction, KernelFunctions, LinkPatch } from '../../harness/kernel/link.ts';

const patch = (
  id: string,
  define: (k: Kernel, base: KernelFunctions) => Record<string, KernelFunction>,
): LinkPatch => ({ id, define });

const fewerFrees = patch('one largest chunk is not freed', (_k, base) => ({
  generic_online_page: (pfn: number, order: number, chunks = 1) =>
    base.generic_online_page(pfn, order, Math.max(1, chunks - 1)),
}));

/**
 * For claims that say the same of every design: another design, or a wrong one made of it, on which what the claim looks
 * at comes out the other way.
 */
export const wrong: Record<string, string | LinkPatch> = {
  L24: patch('a node goes down with its blocks', (k) => ({
    try_offline_node(nid: number) {
      k.NODE_DATA(nid).online = false;
    },
  })),
  L34: 'michal@reserve',
  L36: patch('restoring unmaps the memmap', (k, base) => ({
    resume() {
      for (const [start, end] of k.maps.memmap_from_altmap.present()) k.set_pages('memmap', start, end, 'unmapped');
      return base.resume();
    },
  })),
  L37: patch('nothing is saved', () => ({ saveable_page: () => false })),
  L39: 'michal@pfn-block',
  L43: 'michal@pfn-block-fixed',
  L45: 'oscar@v5',
  L51: patch('the copy into the image is instrumented', (k, base) => ({
    hibernate() {
      const ret = base.hibernate();
      for (const [start, end] of k.image?.saved.present() ?? []) k.kasan_check_range(start, end - start);
      return ret;
    },
  })),
  L53: patch('leaving a zone unmaps', (k, base) => ({
    remove_pfn_range_from_zone(...args: Parameters<KernelFunctions['remove_pfn_range_from_zone']>) {
      base.remove_pfn_range_from_zone(...args);
      k.set_pages('memmap', args[1], args[1] + args[2], 'unmapped');
    },
  })),
  L65: 'david@v10~no-altmap',
  L66: 'david@v10~unfenced',
  L68: fewerFrees,
  L69: fewerFrees,
  L70: patch('memmap pages are a hole', (_k, base) => ({
    systemRamPages: (...args: Parameters<KernelFunctions['systemRamPages']>) => base.systemRamPages(...args) - 1,
  })),
};

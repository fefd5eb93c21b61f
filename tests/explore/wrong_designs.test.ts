import { expect, test } from 'vitest';
import { findingsOfGraph } from '../../harness/explore/findings.ts';
import type { Kernel, KernelFunction, KernelFunctions, LinkPatch } from '../../harness/kernel/link.ts';
import { type Asked, walked } from './walks.ts';

/** Invariants broken by the wrong design and not by the right one, each with the shortest way to it. */
function caught(
  define: (k: Kernel, base: KernelFunctions) => Record<string, KernelFunction>,
  asked: Asked = {},
): Record<string, string> {
  const patch: LinkPatch = { id: 'wrong', define };
  const right = new Set(findingsOfGraph(walked(asked)).map(({ invariant, kind }) => invariant ?? kind));
  const graph = walked({ maxStates: 2000, ...asked, patches: [patch] });
  const found: Record<string, string> = {};
  for (const { invariant, kind, path } of findingsOfGraph(graph)) {
    const name = invariant ?? kind;
    if (!right.has(name)) found[name] ??= path.map((move) => graph.moves[move]!.title).join('; ');
  }
  return found;
}

test('a resource that is never released is found when the DIMM goes', () => {
  const found = caught(() => ({ release_memory_resource: () => undefined }), { design: 'unpatched' });
  expect(Object.values(found)).toContain('add d0; remove d0');
});

test('present pages that are not taken back after a veto', () => {
  const found = caught(
    (_k, base) => {
      let vetoed = false;
      return {
        memory_notify(...args: Parameters<KernelFunctions['memory_notify']>) {
          const ret = base.memory_notify(...args);
          if (args[0] === 'MEM_GOING_ONLINE') vetoed = ret !== 0;
          return ret;
        },
        remove_pfn_range_from_zone(...args: Parameters<KernelFunctions['remove_pfn_range_from_zone']>) {
          if (!vetoed) base.remove_pfn_range_from_zone(...args);
          vetoed = false;
        },
      };
    },
    { design: 'unpatched' },
  );
  expect(found['restore/failed-operation']).toMatch(/^add d0; online_(kernel|movable) d0, vetoed$/);
});

test('a loop without end is a death', () => {
  const found = caught((k) => ({ emptyIsolatedRange: () => k.stuck('for ever') }), { design: 'unpatched' });
  expect(found['stuck']).toBe('add d0; online_kernel d0; offline d0');
});

test('what goes wrong only beside a second block', () => {
  const found = caught(
    (k, base) => ({
      try_remove_memory(...args: Parameters<KernelFunctions['try_remove_memory']>) {
        const others = [...k.memory_blocks.values()].filter(({ state }) => state === 'MEM_ONLINE').length;
        const ret = base.try_remove_memory(...args);
        if (others > bootBlocks(k)) k.NODE_DATA(0).N_NORMAL_MEMORY = false;
        return ret;
      },
    }),
    { design: 'unpatched', blocks: 2 },
  );
  expect(found['nodes/node-state']).toMatch(/^(?=.*add d0)(?=.*add d1)(?=.*online_).*remove d[01]$/);
});

const bootBlocks = (k: Kernel): number =>
  [...k.memory_blocks.keys()].filter((id) => id * k.machine.pagesPerBlock < k.machine.firstHotPfn).length;

test('faults: a signal that does not end a loop', () => {
  const found = caught(
    (k, base) => ({
      emptyIsolatedRange(...args: Parameters<KernelFunctions['emptyIsolatedRange']>) {
        k.signal_pending = false;
        return base.emptyIsolatedRange(...args);
      },
    }),
    { design: 'unpatched', alphabet: 'faults' },
  );
  expect(found['stuck']).toBe('add s0; online_kernel s0; offline s0, pinned, then a signal');
});

test('readers: sections that are marked online before their struct pages are written', () => {
  const early = (k: Kernel, base: KernelFunctions): Record<string, KernelFunction> => ({
    move_pfn_range_to_zone(...args: Parameters<KernelFunctions['move_pfn_range_to_zone']>) {
      k.online_mem_sections(args[1], args[1] + args[2]);
      base.move_pfn_range_to_zone(...args);
    },
  });
  const found = caught(early, { design: 'unpatched', alphabet: 'readers' });
  expect(found['readers/fs/proc/page.c:kpageflags_read']).toBe('add d0; online_kernel d0');
  // kmemleak_scan() waits for mem_hotplug_lock, under which it happens.
  expect(found['readers/mm/kmemleak.c:kmemleak_scan']).toBeUndefined();
  expect(caught(early, { design: 'unpatched' })).not.toHaveProperty('readers/fs/proc/page.c:kpageflags_read');
});

/** Functions of memory hotplug called as other kernel code calls them, with the locks that such a caller holds. */

import { MMOP_ONLINE, MMOP_ONLINE_KERNEL, MMOP_ONLINE_MOVABLE, type OnlineType } from '../kernel/include/memory.ts';
import type { Kernel, KernelFunction } from '../kernel/link.ts';
import { MHP_NONE } from '../kernel/mm/memory_hotplug/add.ts';
import type { EntryPointName } from '../types/entry_points.ts';
import type { Action, OnlineState } from '../types/scenario.ts';

type Call = Extract<Action, { op: 'call' }>;

const onlineTypes: Partial<Record<OnlineState, OnlineType>> = {
  online: MMOP_ONLINE,
  online_kernel: MMOP_ONLINE_KERNEL,
  online_movable: MMOP_ONLINE_MOVABLE,
};

/** Names of the parameters of a linked function, whoever replaced it. */
export type SignatureOf = (name: string) => readonly string[];

/** Hold device_hotplug_lock as a caller has to that does not leave it to the function. */
function locked(k: Kernel, body: () => number): number {
  k.lock('device_hotplug_lock');
  const ret = body();
  k.unlock('device_hotplug_lock');
  return ret;
}

/** online_pages() and offline_pages() by what their parameters are called: designs give them other ones. */
function byName(k: Kernel, name: 'online_pages' | 'offline_pages', call: Call, signatureOf: SignatureOf): number {
  const { first = 0, pages = 0 } = call;
  const { pagesPerBlock } = k.machine;
  const mem = k.memory_blocks.get(Math.floor(first / pagesPerBlock)) ?? null;
  const online_type = onlineTypes[call.onlineType ?? 'online'] ?? MMOP_ONLINE;
  const nid = mem?.nid ?? k.node_data[0]!.node_id;
  const values: Record<string, unknown> = {
    pfn: first,
    start_pfn: first,
    nr_pages: pages,
    // What a caller with the block in hand passes for a range that begins with it.
    nr_vmemmap_pages: mem && first % pagesPerBlock === 0 ? mem.nr_vmemmap_pages : 0,
    online_type,
    nid,
    get zone() {
      return k.zone_for_pfn_range(online_type, nid, first, pages);
    },
  };
  return k.withBlock(mem, () => {
    const passed = signatureOf(name).map((parameter) => values[parameter]);
    return (k[name] as KernelFunction)(...passed) as number;
  });
}

/** 0 or a negative errno. Errors: KernelOops, as a BUG() of __remove_memory(). */
export function callEntryPoint(k: Kernel, call: Call, signatureOf: SignatureOf): number {
  const { first = 0, pages = 0, node = 0 } = call;
  // A caller asks mhp_supports_memmap_on_memory() first, as ACPI does.
  const flags = call.memmapOnMemory ? k.acpiMhpFlags(pages) : MHP_NONE;
  const calls: Record<EntryPointName, () => number> = {
    add_memory: () => k.add_memory(node, first, pages, flags),
    __add_memory: () => locked(k, () => k.__add_memory(node, first, pages, flags, null)),
    add_memory_driver_managed: () => k.add_memory_driver_managed(node, first, pages, flags),
    remove_memory: () => k.remove_memory(first, pages),
    __remove_memory: () =>
      locked(k, () => {
        k.__remove_memory(first, pages);
        return 0;
      }),
    offline_and_remove_memory: () => k.offline_and_remove_memory(first, pages),
    online_pages: () => locked(k, () => byName(k, 'online_pages', call, signatureOf)),
    offline_pages: () => locked(k, () => byName(k, 'offline_pages', call, signatureOf)),
    try_offline_node: () =>
      locked(k, () => {
        k.mem_hotplug_begin();
        k.try_offline_node(node);
        k.mem_hotplug_done();
        return 0;
      }),
  };
  return calls[call.function]();
}

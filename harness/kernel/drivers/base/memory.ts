/** Memory blocks and their files in sysfs (drivers/base/memory.c). */

import { trackedFactory } from '../../../state/tracked.ts';
import { EEXIST, EHWPOISON, EINVAL } from '../../include/errno.ts';
import {
  type MemState,
  MMOP_OFFLINE,
  MMOP_ONLINE,
  MMOP_ONLINE_KERNEL,
  MMOP_ONLINE_MOVABLE,
  type memory_block,
  type memory_group,
  type OnlineType,
} from '../../include/memory.ts';
import { NUMA_NO_NODE, type Zone } from '../../include/mmzone.ts';
import type { Kernel } from '../../link.ts';

export interface MemoryBlockFunctions {
  find_memory_block(section_nr: number): memory_block | null;
  /** Calls `func` for every existing block of the range; a non-zero return ends the walk and is returned. */
  walk_memory_blocks(start_pfn: number, nr_pages: number, func: (mem: memory_block) => number): number;
  /** Errors: -EEXIST, -ENOMEM. */
  add_memory_block(block_id: number, state: MemState, nr_vmemmap_pages: number): number;
  /** All of the range's devices, or none. `vmemmap_pages` of each of them, v5 1/5; v5.13+. */
  create_memory_block_devices(start_pfn: number, nr_pages: number, vmemmap_pages: number): number;
  remove_memory_block_devices(start_pfn: number, nr_pages: number): void;
  /** And in their group, which v5.15+ hands to create_memory_block_devices(). */
  register_memory_blocks_under_node(nid: number, start_pfn: number, nr_pages: number, group: memory_group | null): void;
  memory_block_action(start_section_nr: number, action: BlockAction, online_type: OnlineType, nid: number): number;
  /** Ours, cut out of memory_block_change_state(): its call of memory_block_action(), whose arguments designs change. */
  actOnBlock(mem: memory_block, action: BlockAction): number;
  memory_block_change_state(mem: memory_block, to_state: BlockAction, from_state_req: BlockAction): number;
  memory_subsys_online(mem: memory_block): number;
  memory_subsys_offline(mem: memory_block): number;
  /** A write to memoryN/state. Errors: -EINVAL for an unknown word or a state that is there already. */
  state_store(mem: memory_block, word: string): number;
  /** A write to memoryN/online (drivers/base/core.c:online_store): 0 when there was nothing to do. */
  online_store(mem: memory_block, word: string): number;
  auto_online_blocks_store(word: string): number;
  /** What memoryN/valid_zones reads. */
  valid_zones_show(mem: memory_block): string;
}

export type BlockAction = 'MEM_ONLINE' | 'MEM_OFFLINE';

const onlineTypes: Record<string, OnlineType> = {
  offline: MMOP_OFFLINE,
  online: MMOP_ONLINE,
  online_kernel: MMOP_ONLINE_KERNEL,
  online_movable: MMOP_ONLINE_MOVABLE,
};

/** Per set of fields that designs add. */
const blockFactories = new Map<string, ReturnType<typeof trackedFactory<memory_block>>>();

function blockFactory(added: readonly string[]): ReturnType<typeof trackedFactory<memory_block>> {
  const key = added.join();
  let factory = blockFactories.get(key);
  if (!factory) {
    factory = trackedFactory<memory_block>();
    blockFactories.set(key, factory);
  }
  return factory;
}

export const memory = (k: Kernel): MemoryBlockFunctions => {
  const { pagesPerBlock, pagesPerSection } = k.machine;
  const newBlock = blockFactory(Object.keys(k.blockFields));
  // Nearly every design adds only what the base has room for; then a block is not copied.
  const addsFields = Object.keys(k.blockFields).some((field) => field !== 'nr_vmemmap_pages');
  // memory_block_online() keeps the zone it chose (v5.18+); the block's last page is the buddy's in every design.
  const zoneOfLastPage = (mem: memory_block) => k.page_zone(k.pfn_to_page((mem.id + 1) * pagesPerBlock - 1));
  const section_nr_to_pfn = (section_nr: number) => section_nr * pagesPerSection;

  return {
    find_memory_block(section_nr) {
      k.count('memory block look-ups');
      const mem = k.memory_blocks.get(Math.floor((section_nr * pagesPerSection) / pagesPerBlock)) ?? null;
      if (!mem) return null;
      k.count('memory blocks found');
      // Holds it until put_device().
      k.count('device references leaked');
      return mem;
    },

    walk_memory_blocks(start_pfn, nr_pages, func) {
      const first = Math.floor(start_pfn / pagesPerBlock);
      const last = Math.floor((start_pfn + nr_pages - 1) / pagesPerBlock);
      for (let id = first; id <= last; id++) {
        k.count('memory block look-ups');
        const mem = k.memory_blocks.get(id);
        if (!mem) continue;
        const ret = func(mem);
        if (ret) return ret;
      }
      return 0;
    },

    add_memory_block(block_id, state, nr_vmemmap_pages) {
      if (k.memory_blocks.has(block_id)) return -EEXIST;
      const injected = k.injected_failure('add_memory_block');
      if (injected) return injected;
      const block: memory_block = {
        id: block_id,
        start_section_nr: (block_id * pagesPerBlock) / pagesPerSection,
        state,
        online_type: MMOP_OFFLINE,
        nid: NUMA_NO_NODE,
        group: null,
        zone: null,
        nr_vmemmap_pages,
        altmap: null,
        nr_hwpoison: 0,
        dev_offline: state === 'MEM_OFFLINE',
      };
      const unregistered = k.injected_failure('xa_store');
      if (unregistered) return unregistered;
      k.count('memory blocks created');
      k.memory_blocks.set(
        block_id,
        newBlock(k, `memory block ${block_id}`, addsFields ? { ...k.blockFields, ...block } : block),
      );
      return 0;
    },

    create_memory_block_devices(start_pfn, nr_pages, vmemmap_pages) {
      const start = start_pfn / pagesPerBlock;
      const end = (start_pfn + nr_pages) / pagesPerBlock;
      for (let id = start; id < end; id++) {
        const ret = k.add_memory_block(id, 'MEM_OFFLINE', vmemmap_pages);
        if (!ret) continue;
        for (let undo = start; undo < id; undo++) k.memory_blocks.delete(undo);
        return ret;
      }
      return 0;
    },

    remove_memory_block_devices(start_pfn, nr_pages) {
      for (let id = start_pfn / pagesPerBlock; id < (start_pfn + nr_pages) / pagesPerBlock; id++) {
        const mem = k.memory_blocks.get(id);
        if (mem) k.num_poisoned_pages -= mem.nr_hwpoison;
        if (mem) k.count('memory blocks removed');
        k.memory_blocks.delete(id);
      }
    },

    register_memory_blocks_under_node(nid, start_pfn, nr_pages, group) {
      k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
        mem.nid = nid;
        mem.group = group;
        return 0;
      });
    },

    memory_block_action(start_section_nr, action, online_type, nid) {
      const start_pfn = section_nr_to_pfn(start_section_nr);
      const nr_pages = pagesPerBlock;
      return action === 'MEM_ONLINE'
        ? k.online_pages(start_pfn, nr_pages, online_type, nid)
        : k.offline_pages(start_pfn, nr_pages);
    },

    actOnBlock: (mem, action) => k.memory_block_action(mem.start_section_nr, action, mem.online_type, mem.nid),

    memory_block_change_state(mem, to_state, from_state_req) {
      if (mem.state !== from_state_req) return -EINVAL;
      if (to_state === 'MEM_OFFLINE') mem.state = 'MEM_GOING_OFFLINE';
      // memory_block_online() begins with it, in front of whatever a design does there.
      const poisoned = k.release.hwpoisonPerBlock && to_state === 'MEM_ONLINE' && mem.nr_hwpoison > 0;
      const ret = poisoned ? -EHWPOISON : k.withBlock(mem, () => k.actOnBlock(mem, to_state));
      mem.state = ret ? from_state_req : to_state;
      return ret;
    },

    memory_subsys_online(mem) {
      if (mem.state === 'MEM_ONLINE') return 0;
      if (mem.online_type === MMOP_OFFLINE) mem.online_type = MMOP_ONLINE;
      const ret = k.memory_block_change_state(mem, 'MEM_ONLINE', 'MEM_OFFLINE');
      mem.online_type = MMOP_OFFLINE;
      if (!ret && k.release.blockZone === 'stored') mem.zone = zoneOfLastPage(mem);
      return ret;
    },

    memory_subsys_offline(mem) {
      if (mem.state === 'MEM_OFFLINE') return 0;
      // A block that lies in no single zone cannot go offline.
      if (k.release.blockZone === 'stored' && mem.zone === null) return -EINVAL;
      const ret = k.memory_block_change_state(mem, 'MEM_OFFLINE', 'MEM_ONLINE');
      if (!ret) mem.zone = null;
      return ret;
    },

    state_store(mem, word) {
      const online_type = onlineTypes[word];
      if (online_type === undefined) return -EINVAL;
      k.lock('device_hotplug_lock');
      let ret: number;
      if (online_type === MMOP_OFFLINE) ret = k.device_offline(mem);
      else {
        mem.online_type = online_type;
        ret = k.device_online(mem);
      }
      k.unlock('device_hotplug_lock');
      return ret > 0 ? -EINVAL : ret;
    },

    online_store(mem, word) {
      if (word !== '0' && word !== '1') return -EINVAL;
      k.lock('device_hotplug_lock');
      const ret = word === '1' ? k.device_online(mem) : k.device_offline(mem);
      k.unlock('device_hotplug_lock');
      return Math.min(ret, 0);
    },

    auto_online_blocks_store(word) {
      const online_type = onlineTypes[word];
      if (online_type === undefined) return -EINVAL;
      k.default_online_type = online_type;
      return 0;
    },

    valid_zones_show(mem) {
      const start_pfn = section_nr_to_pfn(mem.start_section_nr);
      if (mem.state === 'MEM_ONLINE') {
        const zone =
          k.release.blockZone === 'stored' ? mem.zone : k.test_pages_in_a_zone(start_pfn, start_pfn + pagesPerBlock);
        return zone?.name ?? 'none';
      }
      const choose = (online_type: OnlineType): Zone =>
        k.withBlock(mem, () => k.zone_for_pfn_range(online_type, mem.nid, start_pfn, pagesPerBlock));
      const default_zone = choose(MMOP_ONLINE);
      const others = [choose(MMOP_ONLINE_KERNEL), choose(MMOP_ONLINE_MOVABLE)].filter((zone) => zone !== default_zone);
      return [default_zone, ...others].map((zone) => zone.name).join(' ');
    },
  };
};

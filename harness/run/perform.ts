/** One action of a scenario, done to the machine. */
import { parseBlockRef } from '../corpus/block_ref.ts';
import { firstFit, wholeBlocks } from '../corpus/placement.ts';
import { EINVAL, ENOENT, ENOMEM, ENOSYS, ENXIO } from '../kernel/include/errno.ts';
import type { memory_block } from '../kernel/include/memory.ts';
import { zoneNames } from '../kernel/include/mmzone.ts';
import { PageBuddy } from '../kernel/include/page_flags.ts';
import type { Kernel } from '../kernel/link.ts';
import { MHP_MEMMAP_ON_MEMORY, MHP_NONE } from '../kernel/mm/memory_hotplug/add.ts';
import { runOf } from '../types/page_run.ts';
import type { Action, BlockRef, PagesOf } from '../types/scenario.ts';
import { callEntryPoint, type SignatureOf } from './entry_points.ts';
import { lookUpOnline } from './look_up_online.ts';

export interface Dimm {
  start: number;
  pages: number;
  /** Whether the guest took it. */
  accepted: boolean;
}
export type Dimms = Map<string, Dimm>;

/** Where a DIMM lands that no step placed. */
const freeAddress = (k: Kernel, dimms: Dimms, pages: number): number =>
  firstFit(
    [...dimms.values()].map((dimm) => runOf(dimm.start, dimm.pages)),
    pages,
    k.machine,
  );

function blockId(k: Kernel, dimms: Dimms, ref: BlockRef): number | undefined {
  if (typeof ref === 'number') return ref;
  const parsed = parseBlockRef(ref);
  if (!parsed) return undefined;
  if ('block' in parsed) return parsed.block;
  const dimm = dimms.get(parsed.dimm);
  return dimm
    ? wholeBlocks(runOf(dimm.start, dimm.pages), k.machine.pagesPerBlock).first + (parsed.from ?? 0)
    : undefined;
}

function withBlock(k: Kernel, dimms: Dimms, ref: BlockRef, action: (mem: memory_block) => number): number {
  const id = blockId(k, dimms, ref);
  const mem = id === undefined ? undefined : k.memory_blocks.get(id);
  // Its folder in sysfs is not there.
  return mem ? action(mem) : -ENOENT;
}

function pagesAt(k: Kernel, dimms: Dimms, pages: PagesOf): [start: number, end: number] | undefined {
  const id = blockId(k, dimms, pages.block);
  if (id === undefined) return undefined;
  const start = id * k.machine.pagesPerBlock + pages.first;
  return [start, start + pages.nr];
}

function add(k: Kernel, dimms: Dimms, action: Extract<Action, { op: 'add' }>): number {
  if (dimms.has(action.dimm)) return -EINVAL;
  const start = action.at ?? freeAddress(k, dimms, action.pages);
  const flags = action.memmapOnMemory === undefined ? null : action.memmapOnMemory ? MHP_MEMMAP_ON_MEMORY : MHP_NONE;
  const ret = k.acpi_memory_device_add(action.node, start, action.pages, flags);
  dimms.set(action.dimm, { start, pages: action.pages, accepted: ret === 0 });
  return ret;
}

function remove(k: Kernel, dimms: Dimms, name: string): number {
  const dimm = dimms.get(name);
  if (!dimm) return -ENXIO;
  // A DIMM that the guest never took is simply unplugged.
  const ret = dimm.accepted ? k.acpiMemoryDeviceEject(dimm.start, dimm.pages) : 0;
  if (ret === 0) dimms.delete(name);
  return ret;
}

function occupy(k: Kernel, dimms: Dimms, action: Extract<Action, { op: 'occupy' | 'release' }>): number {
  const range = pagesAt(k, dimms, action.pages);
  if (!range) return -ENXIO;
  const use = action.op === 'occupy' ? action.use : undefined;
  let missed = 0;
  for (const [start, end, before] of k.maps.page_use.runs(range[0], range[1])) {
    // What hotplug itself holds is not the scenario's to take or to free.
    if (before === use || before === 'memmap' || before === 'table') continue;
    for (const [from, to, flags] of k.maps.page_flags.runs(start, end)) {
      // Only pages the buddy has can be taken, only pages somebody has can be given back.
      if (use !== undefined ? !(flags & PageBuddy) : before === undefined) {
        missed += to - from;
        continue;
      }
      const zone = k.page_zone(k.pfn_to_page(from));
      if (zone) zone.free_pages += use === undefined ? to - from : from - to;
      k.set_pages('page_use', from, to, use);
      k.update_pages('page_flags', from, to, (bits) => (use === undefined ? bits | PageBuddy : bits & ~PageBuddy));
      k.set_pages('page_refcount', from, to, use === undefined ? 0 : 1);
    }
  }
  return use !== undefined && missed > 0 ? -ENOMEM : 0;
}

function walk(k: Kernel, dimms: Dimms, action: Extract<Action, { op: 'walk' }>): number {
  const zones = k.node_data
    .filter((node) => action.node === undefined || node.node_id === action.node)
    .flatMap((node) =>
      node.node_zones.filter(
        (zone) => zone.spanned_pages > 0 && (action.zone === undefined || zoneNames[zone.index] === action.zone),
      ),
    );
  const block = action.block === undefined ? undefined : blockId(k, dimms, action.block);
  const start = block === undefined ? k.machine.firstHotPfn : block * k.machine.pagesPerBlock;
  const end = block === undefined ? k.max_pfn : start + k.machine.pagesPerBlock;
  if (action.walker === 'kmemleak') k.kmemleak_scan();
  else if (action.walker === 'compaction') for (const zone of zones) k.compactZonePass(zone);
  else if (action.walker === 'hibernation')
    for (const zone of zones)
      k.for_each_pfn_group(
        zone.zone_start_pfn,
        zone.zone_start_pfn + zone.spanned_pages,
        1,
        (pfn) => void k.saveable_page(zone, pfn),
      );
  else if (action.walker === 'kdb') return k.kdb_getphys(start, end - start);
  else if (action.walker === 'kpageflags') k.for_each_pfn_group(start, end, 1, (pfn) => void k.stable_page_flags(pfn));
  else lookUpOnline(k, start, end);
  return 0;
}

function write(k: Kernel, dimms: Dimms, { file, block, value }: Extract<Action, { op: 'write' }>): number {
  switch (file) {
    case 'auto_online_blocks':
      return k.auto_online_blocks_store(value);
    case 'state':
      return withBlock(k, dimms, block ?? -1, (mem) => k.state_store(mem, value));
    case 'online':
      return withBlock(k, dimms, block ?? -1, (mem) => k.online_store(mem, value));
    default:
      return k.parameterStore(file, value);
  }
}

/** 0 or a negative errno. Errors: KernelOops, KernelStuck. */
export function perform(k: Kernel, dimms: Dimms, action: Action, signatureOf: SignatureOf): number {
  switch (action.op) {
    case 'add':
      return add(k, dimms, action);
    case 'online':
    case 'online_kernel':
    case 'online_movable':
    case 'offline':
      return withBlock(k, dimms, action.block, (mem) => k.state_store(mem, action.op));
    case 'remove':
      return remove(k, dimms, action.dimm);
    case 'remove_memory': {
      const id = blockId(k, dimms, action.block);
      return id === undefined ? -ENXIO : k.remove_memory(id * k.machine.pagesPerBlock, action.pages);
    }
    case 'inject':
      if (action.errno)
        k.notifierErrors.set(action.action, { errno: Math.abs(action.errno), priority: action.priority ?? 0 });
      else k.notifierErrors.delete(action.action);
      return 0;
    case 'fail':
      k.injectedFailures.set(action.function, {
        errno: Math.abs(action.errno),
        times: action.times,
        fired: k.injectedFailures.get(action.function)?.fired ?? 0,
      });
      return 0;
    case 'occupy':
    case 'release':
      return occupy(k, dimms, action);
    case 'signal':
      k.signal_pending = true;
      return 0;
    // include/linux/suspend.h has a hibernate() for a kernel without it.
    case 'hibernate':
      return k.machine.config.hibernation ? k.hibernate() : -ENOSYS;
    case 'resume':
      return k.machine.config.hibernation ? k.resume() : -ENOSYS;
    case 'overwrite': {
      const id = blockId(k, dimms, action.block);
      if (id === undefined) return -ENXIO;
      k.loseFrames(id * k.machine.pagesPerBlock, id * k.machine.pagesPerBlock + action.pages);
      return 0;
    }
    case 'memory_failure':
    case 'soft_offline': {
      const range = pagesAt(k, dimms, action.page);
      if (!range) return -ENXIO;
      // The file that is written to is there with CONFIG_MEMORY_FAILURE only (drivers/base/memory.c:memory_root_attrs).
      if (!k.machine.config.memory_failure) return -ENOENT;
      return action.op === 'memory_failure' ? k.memory_failure(range[0]) : k.soft_offline_page(range[0]);
    }
    case 'walk':
      return walk(k, dimms, action);
    case 'write':
      return write(k, dimms, action);
    case 'call':
      return callEntryPoint(k, action, signatureOf);
  }
}

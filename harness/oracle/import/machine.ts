import { firstDimm } from '../../corpus/placement.ts';
import type { Machine, MachineConfig, MachineNode, OnlineState } from '../../types/scenario.ts';
import { qemuBytes } from '../qemu_size.ts';
import { type RecordedKernel, RecordingError } from '../recording.ts';
import { bootNodes, bootZones } from './boot_memory.ts';
import { type DriverRecording, needNumber } from './source.ts';

/** The machine of a recording, with nothing defaulted that the recording tells. */
export function machineOf(source: DriverRecording, kernel: RecordedKernel, id: string, file: string): Machine {
  const built = source.design !== undefined;
  const boot = source.steps[0]?.after;
  if (boot === undefined) throw new RecordingError(`${file}: the first step has no observation of the boot`);
  const nodes = bootNodes(source, boot, file);
  return {
    id,
    title: `${kernel.name}, ${String(source.guest?.['mem'] ?? 'unknown')} of boot memory`,
    arch: 'x86-64',
    pageBytes: 4096,
    structPageBytes: needNumber(source, 'struct_page_bytes', file),
    pagesPerSection: needNumber(source, 'pages_per_section', file),
    pagesPerSubsection: 512,
    pageblockPages: needNumber(source, 'pageblock_pages', file),
    maxOrder: 10,
    pmdPages: 512,
    pagesPerBlock: needNumber(source, 'block_size', file) / 4096,
    zoneEnds: built ? { DMA32: 0x100000 } : { DMA: 0x1000, DMA32: 0x100000 },
    nodes,
    firstHotPfn:
      source.first_hot_pfn ||
      firstDimm(ramEnd(nodes) * 4096, qemuBytes(String(source.guest?.['mem'] ?? '')) ?? 0) / 4096,
    bootZones: bootZones(boot),
    config: configOf(source, kernel, boot.auto_online),
  };
}

/** In pfns. */
function ramEnd(nodes: MachineNode[]): number {
  return Math.max(...nodes.flatMap(({ ram }) => ram.map(([, end]) => end)));
}

function configOf(source: DriverRecording, kernel: RecordedKernel, autoOnline: string | undefined): MachineConfig {
  const { parameters, cmdline } = kernel;
  const full = kernel.name.startsWith('full');
  const on: Record<string, MachineConfig['memmap_on_memory']> = { Y: 'on', '1': 'on', force: 'force' };
  return {
    memmap_on_memory: on[parameters['memmap_on_memory'] ?? 'N'] ?? 'off',
    debug_vm: source.design !== undefined,
    kasan: false,
    page_ext: false,
    movable_node: /(^|\s)movable_node(\s|$)/.test(cmdline),
    default_online: onlineState(autoOnline ?? /memhp_default_state=(\S+)/.exec(cmdline)?.[1]),
    online_policy: parameters['online_policy'] === 'auto-movable' ? 'auto-movable' : 'contig-zones',
    auto_movable_ratio: Number(parameters['auto_movable_ratio'] || 301),
    auto_movable_numa_aware: (parameters['auto_movable_numa_aware'] || 'Y') === 'Y',
    dirty_memory: addsUsedMemory(source),
    memory_failure: full,
    hibernation: full || source.design !== undefined,
    ...source.config,
  };
}

function onlineState(text: string | undefined): OnlineState {
  return text === 'online' || text === 'online_kernel' || text === 'online_movable' ? text : 'offline';
}

/** A DIMM backed by a file keeps what an earlier user of it wrote. */
function addsUsedMemory(source: DriverRecording): boolean {
  return source.steps.some((step) =>
    step.ops?.some(({ op, path, dirty }) => op === 'add' && (path !== undefined || dirty === true)),
  );
}

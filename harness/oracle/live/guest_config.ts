import { qemuBytes } from '../qemu_size.ts';
import type { Accelerator } from './accelerator.ts';

/** How a guest is made: what of QEMU's and the kernel's command line a scenario decides. */
export interface GuestConfig {
  /** Boot memory as QEMU's `-m` takes it: `4G`, `67840M`. */
  mem: string;
  maxmem: string;
  slots: number;
  /** Value of `memory_hotplug.memmap_on_memory=`; undefined leaves it out. */
  memmapOnMemory: string | undefined;
  /** Value of `memhp_default_state=`; undefined leaves it out. */
  defaultState: string | undefined;
  /** More words for the kernel's command line. */
  append: string;
  /** Boot memory of each node, `0` for one that is memoryless; none for a machine without NUMA. */
  nodes: string[];
}

export const defaultGuest: GuestConfig = {
  mem: '4G',
  maxmem: '32G',
  slots: 16,
  memmapOnMemory: '1',
  defaultState: 'offline',
  append: '',
  nodes: [],
};

function megabytes(text: string): number {
  const bytes = qemuBytes(text);
  if (bytes === undefined) throw new Error(`"${text}" is no size of memory: write 4G or 512M`);
  return bytes / 2 ** 20;
}

export function kernelCommandLine({ memmapOnMemory, defaultState, append }: GuestConfig): string {
  return [
    // On a busy host the emulated timer comes too late for the kernel's check of it.
    'console=ttyS0 panic=-1 nokaslr mitigations=off no_timer_check rdinit=/init',
    memmapOnMemory === undefined ? '' : `memory_hotplug.memmap_on_memory=${memmapOnMemory}`,
    defaultState === undefined ? '' : `memhp_default_state=${defaultState}`,
    append,
  ]
    .filter((word) => word !== '')
    .join(' ');
}

/** `-numa` words: the first node has the processor, a node without memory at boot none. */
export function numaWords({ nodes }: GuestConfig): string[] {
  return nodes.map((size, node) => {
    const memory = megabytes(size) > 0 ? `,memdev=n${node}` : '';
    return `node,nodeid=${node}${node === 0 ? ',cpus=0' : ''}${memory}`;
  });
}

/** Where boot memory is kept: in files of a folder, which a guest writes to, or has a copy of its own of while it runs. */
export interface RamFiles {
  folder: string;
  shared: boolean;
}

/**
 * QEMU's command line but for kernel, sockets and files. RAM above 64G is only reserved, nobody will touch it. A guest sees
 * nothing of where its memory is kept, nor does it show in what is told of it.
 */
export function machineWords(config: GuestConfig, accelerator: Accelerator = 'tcg', ram?: RamFiles): string[] {
  const big = megabytes(config.mem) >= 32 * 1024;
  const backend = (id: string, size: string) => [
    '-object',
    ram === undefined
      ? `memory-backend-ram,id=${id},size=${size},reserve=off`
      : `memory-backend-file,id=${id},size=${size},mem-path=${ram.folder.replaceAll(',', ',,')}/${id},share=${ram.shared ? 'on' : 'off'},reserve=off`,
  ];
  const one = big || (ram !== undefined && config.nodes.length === 0);
  return [
    '-accel',
    accelerator,
    '-cpu',
    'max',
    '-machine',
    one ? 'q35,memory-backend=mm' : 'q35',
    ...(one ? backend('mm', config.mem) : []),
    ...config.nodes.flatMap((size, node) => (megabytes(size) > 0 ? backend(`n${node}`, size) : [])),
    ...numaWords(config).flatMap((words) => ['-numa', words]),
    '-smp',
    '1',
    '-m',
    `${config.mem},slots=${config.slots},maxmem=${config.maxmem}`,
    '-nodefaults',
    '-no-reboot',
    '-display',
    'none',
  ];
}

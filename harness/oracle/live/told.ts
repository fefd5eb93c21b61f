import type { Accelerator } from './accelerator.ts';
import type { Guest } from './guest.ts';
import { variablesOf } from './kernel_memory.ts';
import { LiveError } from './live_error.ts';
import type { PageGeometry } from './read_pages.ts';

/** A kernel with DEBUG_VM, unless it was told to leave fresh struct pages as they are. */
const poisons = "grep -q ' page_init_poison$' /proc/kallsyms && ! grep -q 'vm_debug=-' /proc/cmdline";

export interface AboutKernel extends PageGeometry {
  release: string;
  blockBytes: number;
  parameters: Record<string, string>;
  config: { debug_vm: boolean; kasan: boolean; page_ext: boolean; memory_failure: boolean; hibernation: boolean };
}

async function aboutKernel(guest: Guest): Promise<AboutKernel> {
  const text = async (line: string) => (await guest.shell(line)).output.trim();
  const parameters: Record<string, string> = {};
  const folder = '/sys/module/memory_hotplug/parameters';
  for (const name of (await text(`ls ${folder} 2>/dev/null`)).split(/\s+/).filter(Boolean))
    parameters[name] = await text(`cat ${folder}/${name}`);
  const pageblock = Number(await text("sed -n 's/^Pages per block: *//p' /proc/pagetypeinfo"));
  const symbol = async (name: string) => (await guest.shell(`grep -q ' ${name}$' /proc/kallsyms`)).status === 0;
  const there = async (path: string) => (await guest.shell(`test -e ${path}`)).status === 0;
  const blockBytes = Number.parseInt(await text('cat /sys/devices/system/memory/block_size_bytes'), 16);
  if (!(blockBytes > 0))
    throw new LiveError(
      'this kernel has no memory hotplug',
      'build it with CONFIG_MEMORY_HOTPLUG=y, CONFIG_MEMORY_HOTREMOVE=y',
    );
  return {
    release: await text('uname -r'),
    blockBytes,
    pagesPerSection: 2 ** 27 / 4096,
    pageblockPages: pageblock > 0 ? pageblock : 512,
    parameters,
    config: {
      debug_vm: (await guest.shell(poisons)).status === 0,
      kasan: await symbol('kasan_add_zero_shadow'),
      // Nobody here but page_owner=on asks for it.
      page_ext: await there('/sys/kernel/debug/page_owner'),
      memory_failure: await there('/sys/devices/system/memory/hard_offline_page'),
      hibernation: await there('/sys/power/disk'),
    },
  };
}

/** What a guest is asked once, at its shell, before anything is done to it. */
export interface GuestTold {
  accelerator: Accelerator;
  about: AboutKernel;
  symbols: ReadonlyMap<string, bigint>;
}

/** Afterwards the kernel's messages begin with what is done. Throws LiveError for a kernel without memory hotplug. */
export async function askGuest(guest: Guest): Promise<GuestTold> {
  const symbols = await variablesOf(guest);
  const about = await aboutKernel(guest);
  await guest.shell('dmesg -c > /tmp/boot');
  return { accelerator: guest.accelerator, about, symbols };
}

export const toldAsText = ({ symbols, ...told }: GuestTold): string =>
  JSON.stringify({ ...told, symbols: [...symbols].map(([name, address]) => [name, String(address)]) });

export function readTold(text: string): GuestTold {
  const { symbols, ...told } = JSON.parse(text) as Omit<GuestTold, 'symbols'> & { symbols: [string, string][] };
  return { ...told, symbols: new Map(symbols.map(([name, address]) => [name, BigInt(address)])) };
}

import type { PageRun } from '../../types/page_run.ts';
import type { After, KpageflagsRow, Numbers, Raw } from '../import/source.ts';
import type { Guest } from './guest.ts';

/** Bit names of /proc/kpageflags that an importer looks for: Documentation/admin-guide/mm/pagemap.rst. */
const kpageflagsNames: Record<number, string> = {
  5: 'LRU',
  7: 'SLAB',
  10: 'BUDDY',
  11: 'MMAP',
  12: 'ANON',
  13: 'SWAPCACHE',
  14: 'SWAPBACKED',
  19: 'HWPOISON',
  20: 'NOPAGE',
  26: 'PGTABLE',
  32: 'RESERVED',
  37: 'OWNER_PRIVATE',
};

/** The shell's status of a program that a signal ended is above this. */
const killed = 128;

/** What the guest itself says: /proc, /sys and the kernel's messages since the last look. */
export async function look(guest: Guest, [start, end]: PageRun): Promise<After> {
  const { output, status } = await guest.shell(`look ${start} ${end - start}`);
  const parts = partsOf(output);
  const { output: messages } = await guest.shell('dmesg -c');
  const one = (name: string) => (parts.get(name) ?? []).join(' ').trim();
  return {
    iomem_ram: (parts.get('iomem') ?? []).filter((line) => line.includes('System RAM')),
    auto_online: one('auto_online'),
    n_has_memory: one('has_memory'),
    n_has_normal: one('has_normal'),
    n_online: one('online'),
    blocks: Object.fromEntries((parts.get('blocks') ?? []).map(blockOf)),
    n_possible: one('possible'),
    raw: zoneinfoOf(parts.get('zoneinfo') ?? []),
    // A walk that a kernel BUG killed listed a part, or nothing.
    kpageflags: status > killed ? [] : (parts.get('kpageflags') ?? []).map(kpageflagsOf),
    ...(status > killed ? { kpf_rc: status } : {}),
    dmesg: messages
      .split('\n')
      .map((line) => line.replace(/^\[ *[\d.]+\] /, ''))
      .filter((line) => line.trim() !== ''),
  };
}

function partsOf(text: string): Map<string, string[]> {
  const parts = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) {
      current = [];
      parts.set(line.slice(3).trim(), current);
    } else if (line !== '') current.push(line);
  }
  return parts;
}

function blockOf(line: string): [string, { state: string; valid_zones: string; node: string }] {
  const [number = '', state = '', valid_zones = '', node = '-'] = line.split('|');
  return [number, { state, valid_zones, node }];
}

function kpageflagsOf(line: string): KpageflagsRow {
  const [first, number, flags = '0'] = line.split(' ');
  const bits = BigInt(`0x${flags}`);
  const names = Object.entries(kpageflagsNames).filter(([bit]) => bits & (1n << BigInt(bit)));
  return [Number(first), Number(number), names.map(([, name]) => name).join('|') || '0'];
}

/** Zones as /proc/zoneinfo lists them, for a kernel whose memory cannot be read from outside. */
function zoneinfoOf(lines: string[]): Raw {
  const zones: Numbers[] = [];
  for (const line of lines) {
    const head = /^Node (\d+), zone\s+(\S+)/.exec(line);
    if (head !== null) zones.push({ node: Number(head[1]), zone: String(head[2]) });
    const row = /^\s+(spanned|present|managed|start_pfn:)\s+(\d+)/.exec(line);
    const zone = zones.at(-1);
    if (row === null || zone === undefined) continue;
    const name = row[1] === 'start_pfn:' ? 'start_pfn' : `${row[1]}_pages`;
    zone[name] ??= Number(row[2]);
  }
  const populated = zones.filter((zone) => Number(zone['spanned_pages'] ?? 0) > 0);
  return { zones: populated, nodes: nodesOf(populated) };
}

/** Each node as far as its zones reach. */
function nodesOf(zones: Numbers[]): Numbers[] {
  return [...new Set(zones.map(({ node }) => Number(node)))].map((node) => {
    const own = zones.filter((zone) => Number(zone['node']) === node);
    const start = Math.min(...own.map((zone) => Number(zone['start_pfn'])));
    const end = Math.max(...own.map((zone) => Number(zone['start_pfn']) + Number(zone['spanned_pages'])));
    const present = own.reduce((sum, zone) => sum + Number(zone['present_pages']), 0);
    return { node, start_pfn: start, spanned_pages: end - start, present_pages: present };
  });
}

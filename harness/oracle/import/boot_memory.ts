import { intersect, type PageRun, pagesIn } from '../../types/page_run.ts';
import type { BootZone, MachineNode, ZoneName } from '../../types/scenario.ts';
import { qemuBytes } from '../qemu_size.ts';
import { RecordingError } from '../recording.ts';
import { nodesOf } from './nodes.ts';
import type { After, DriverRecording, Numbers } from './source.ts';
import { zoneNameOf } from './zones.ts';

const pageBytes = 4096;

/** `00100000-7ffdffff : System RAM` in whole pages; undefined for less than one. */
export function ramRange(line: string): PageRun | undefined {
  const found = /^\s*([0-9a-f]+)-([0-9a-f]+)\s*:/i.exec(line);
  if (found === null) return undefined;
  const start = Math.ceil(Number.parseInt(found[1] as string, 16) / pageBytes);
  const end = Math.floor((Number.parseInt(found[2] as string, 16) + 1) / pageBytes);
  return start < end ? [start, end] : undefined;
}

/** Boot memory and processors of each node, checked against the present pages that the kernel counted. */
export function bootNodes(source: DriverRecording, boot: After, file: string): MachineNode[] {
  const ram = boot.iomem_ram?.map(ramRange).filter((range) => range !== undefined) ?? pcRam(source, file);
  const nodes = nodesOf(boot);
  if (nodes.length === 0) throw new RecordingError(`${file}: nothing is known of the nodes at boot`);
  const numa = String(source.guest?.['numa'] ?? '');
  const machines = nodes.map((node) => {
    const start = Number(node['start_pfn'] ?? node['start']);
    const end = start + Number(node['spanned_pages'] ?? node['spanned']);
    const number = Number(node['node']);
    return { node: number, ram: intersect(ram, [[start, end]]), cpu: hasCpu(numa, number) };
  });
  const present = nodes.reduce((sum, node) => sum + Number(node['present_pages'] ?? node['present']), 0);
  const found = machines.reduce((sum, { ram }) => sum + pagesIn(ram), 0);
  if (present !== found) {
    throw new RecordingError(`${file}: boot memory is ${found} pages, but the nodes count ${present} present pages`);
  }
  return machines;
}

function hasCpu(numa: string, node: number): boolean {
  if (numa === '') return node === 0;
  return numa.split("'").some((words) => words.includes(`nodeid=${node}`) && /cpus=/.test(words));
}

/**
 * Where QEMU's q35 puts its RAM, for kernels recorded without /proc/iomem: below 640K, from 1M to 2G (less 128K of
 * firmware tables), the rest from 4G on.
 */
function pcRam(source: DriverRecording, file: string): PageRun[] {
  const mem = String(source.guest?.['mem'] ?? '');
  const bytes = qemuBytes(mem);
  if (bytes === undefined)
    throw new RecordingError(`${file}: the size of the boot memory, guest.mem, is not understood: "${mem}"`);
  const pages = bytes / pageBytes;
  const low = pages >= 0xb0000 ? 0x80000 : pages;
  const ranges: PageRun[] = [
    [1, 0x9f],
    [0x100, low - 0x20],
  ];
  if (pages > low) ranges.push([0x100000, 0x100000 + pages - low]);
  return ranges;
}

/** The boot zones with the kernel's own figures. */
export function bootZones(boot: After): BootZone[] {
  const zones: Numbers[] = boot.raw?.zones ?? boot.mhpx?.zones ?? [];
  return zones.map((zone) => ({
    node: Number(zone['node']),
    zone: zoneNameOf(String(zone['zone'])) as ZoneName,
    start: Number(zone['start_pfn'] ?? zone['start']),
    spanned: Number(zone['spanned_pages'] ?? zone['spanned']),
    present: Number(zone['present_pages'] ?? zone['present']),
    managed: Number(zone['managed_pages'] ?? zone['managed']),
    contiguous: Number(zone['contiguous']) === 1 ? 1 : 0,
  }));
}

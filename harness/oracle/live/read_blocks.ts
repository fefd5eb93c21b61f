import type { SourceBlock } from '../import/source.ts';
import type { KernelMemory, StructView } from './kernel_memory.ts';
import type { Unseen } from './unseen.ts';

/** What is read here and nowhere else. */
export const blockFields = ['block.online_type', 'block.zone', 'block.nr_vmemmap_pages', 'group'];

/** Every struct memory_block, from the xarray of them. Throws NotInKernel where it is kept otherwise (before v5.7). */
export async function readBlocks(
  memory: KernelMemory,
  zoneAt: Map<bigint, string>,
  unseen: Unseen,
): Promise<SourceBlock[]> {
  const head = memory.symbol('memory_blocks') + BigInt(memory.types.field('xarray', 'xa_head').offset);
  const entries: [index: number, address: bigint][] = [];
  await walk(memory, await memory.pointer(head), 0, entries);
  const blocks: SourceBlock[] = [];
  for (const [block, address] of entries) {
    const read = await memory.struct('memory_block', address);
    const type = await unseen.unless(['block.online_type'], () => read.number('online_type'));
    const zone = await unseen.unless(['block.zone'], () => read.value('zone'));
    blocks.push({
      block,
      ...(type === undefined ? {} : { online_type: type }),
      ...(zone === undefined ? {} : { zone: zoneAt.get(zone) ?? 0 }),
      ...(await unseen.unless(['block.nr_vmemmap_pages'], () => vmemmapOf(memory, read))),
      ...(await unseen.unless(['group'], () => groupOf(memory, read))),
    });
  }
  return blocks.sort((a, b) => a.block - b.block);
}

/** Internal entries have 2 in their low bits: pointers to nodes further down. */
async function walk(memory: KernelMemory, entry: bigint, index: number, into: [number, bigint][]): Promise<void> {
  if (entry === 0n) return;
  if ((entry & 3n) !== 2n || entry < 4096n) {
    into.push([index, entry]);
    return;
  }
  const { types } = memory;
  const node = await memory.read(entry & ~3n, types.size('xa_node'));
  const shift = node[types.field('xa_node', 'shift').offset] ?? 0;
  const { offset, bytes } = types.field('xa_node', 'slots');
  for (let slot = 0; slot < bytes / 8; slot++) {
    await walk(memory, node.readBigUInt64LE(offset + slot * 8), index + slot * 2 ** shift, into);
  }
}

/** Pages that hold the block's own vmemmap: a number until v6.6, part of an altmap since. */
async function vmemmapOf(memory: KernelMemory, block: StructView): Promise<Partial<SourceBlock>> {
  if (block.has('nr_vmemmap_pages')) return { nr_vmemmap_pages: block.number('nr_vmemmap_pages') };
  const altmap = block.value('altmap');
  if (altmap === 0n) return { altmap: null };
  return { altmap: { free: (await memory.struct('vmem_altmap', altmap)).number('free') } };
}

async function groupOf(memory: KernelMemory, block: StructView): Promise<Partial<SourceBlock>> {
  const address = block.value('group');
  if (address === 0n) return {};
  const group = await memory.struct('memory_group', address);
  return {
    group: {
      present_kernel_pages: group.number('present_kernel_pages'),
      present_movable_pages: group.number('present_movable_pages'),
    },
  };
}

import { expect, test } from 'vitest';
import { symbolsOf, vmemmapPages } from '../../harness/corpus/symbols.ts';
import { machines } from './machines.ts';

/** The figures of the geometry table: pages per block, and of those the block's own memmap. */
test.each([
  ['x86-64-128M', 32768, 512],
  ['x86-64-1G', 262144, 4096],
  ['x86-64-2G', 524288, 8192],
  ['x86-64-8G-full-section', 2097152, 32768],
  ['x86-64-8G-full-and-shared-section', 2097152, 49152],
  ['x86-64-pageblock-1024', 32768, 0],
  ['x86-64-struct-page-80', 32768, 0],
  ['x86-64-64M', 16384, 0],
  ['arm64-4K', 32768, 512],
  ['arm64-16K', 8192, 0],
  ['arm64-64K', 8192, 0],
  ['ppc64-64K', 4096, 0],
  ['s390-256M', 65536, 1024],
])('a block of %s has %i pages, %i of them for its memmap', (id, pages, vmemmap) => {
  expect(symbolsOf(machines.get(id)!)).toMatchObject({ N: pages, V: vmemmap });
});

test('with the feature off no page of a block is memmap', () => {
  const machine = machines.get('x86-64-128M')!;
  expect(vmemmapPages({ ...machine, config: { ...machine.config, memmap_on_memory: 'off' } })).toBe(0);
});

test('force rounds the memmap up to a pageblock', () => {
  const machine = machines.get('x86-64-pageblock-1024')!;
  expect(vmemmapPages({ ...machine, config: { ...machine.config, memmap_on_memory: 'force' } })).toBe(1024);
});

test('the boot memory of the recordings is counted per node', () => {
  expect(symbolsOf(machines.get('x86-64-128M')!).BOOT0).toBe(1048446);
  expect(symbolsOf(machines.get('x86-64-fresh-node')!)).toMatchObject({ BOOT0: 130942, BOOT1: 0 });
});

/** 6 GiB less 4 GiB in pages of 4 KiB; node 0 of the two has nothing above 4 GiB, and one machine half a section less. */
test('of boot memory what lies above ZONE_DMA32 is counted per node', () => {
  expect(symbolsOf(machines.get('x86-64-128M')!)).toMatchObject({ NORMAL0: (2 * 2 ** 30) / 4096 });
  expect(symbolsOf(machines.get('x86-64-two-nodes')!)).toMatchObject({ NORMAL0: 0, NORMAL1: (2 * 2 ** 30) / 4096 });
  expect(symbolsOf(machines.get('x86-64-ends-in-half-a-section')!).NORMAL0).toBe((2 * 2 ** 30 - 64 * 2 ** 20) / 4096);
});

/** `managed` of ZONE_NORMAL in fixtures/machines/x86-64-128M.yaml; a machine of other memory was not recorded. */
test('the managed pages of ZONE_NORMAL are known where a machine was recorded', () => {
  expect(symbolsOf(machines.get('x86-64-128M')!).MANAGED0).toBe(505803);
  expect(symbolsOf(machines.get('arm64-4K')!).MANAGED0).toBeUndefined();
});

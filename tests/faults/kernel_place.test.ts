import { expect, test } from 'vitest';
import { kernelPlace } from '../../harness/faults/kernel_place.ts';

const calls: Record<string, string[]> = {
  ownHelper: ['ownOuter'],
  ownOuter: ['offline_pages', 'online_pages'],
};
const called = (name: string): string[] => calls[name] ?? [];

test('a function of the kernel stands in its own file', () => {
  expect(kernelPlace('online_pages', [])).toEqual({ file: 'mm/memory_hotplug.c', function: 'online_pages' });
});

test('one of ours is the kernel function that was running', () => {
  expect(kernelPlace('ownHelper', ['online_pages', 'ownHelper'], called).function).toBe('online_pages');
});

test('one of ours that was not running is the nearest kernel function that calls it, the one that was if any', () => {
  expect(kernelPlace('ownHelper', [], called).function).toBe('offline_pages');
  expect(kernelPlace('ownHelper', ['state_store', 'online_pages'], called).function).toBe('online_pages');
});

test('one of ours that nobody calls keeps its name', () => {
  expect(kernelPlace('ownOther', [], called).function).toBe('ownOther');
});

test('what a design adds to ask a memory block belongs to the driver of memory blocks', () => {
  expect(kernelPlace('is_vmemmap_page', []).file).toBe('drivers/base/memory.c');
  expect(kernelPlace('mhp_init_memmap_on_memory', []).file).toBe('mm/memory_hotplug.c');
});

import { expect, test } from 'vitest';
import pagesConserved from '../../../harness/invariants/counters/pages-conserved.ts';
import { PageBuddy } from '../../../harness/kernel/include/page_flags.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** 256 boot pages and a block of 64, whose memmap takes 8 pages of boot memory: 320 managed, 312 free. */
const oneBlock = () => atRest([plug(4), movable(4)]);

test('managed pages that are free or hold the memmap are all there', () => {
  const m = oneBlock();
  expect(m.zone('Normal').free_pages + m.zone('Movable').free_pages).toBe(312);
  expect(m.told(pagesConserved)).toBeUndefined();
});

test('a free page that is gone is told', () => {
  const m = oneBlock();
  m.zone('Movable').free_pages -= 1;
  expect(m.told(pagesConserved)).toMatchObject({
    message: '1 pages are lost: 320 managed, 311 free, 0 in use, 8 in memmaps',
    where: 'free lists',
  });
});

test('a page that is counted twice is told', () => {
  const m = oneBlock();
  m.zone('Movable').free_pages += 1;
  expect(m.told(pagesConserved)?.message).toBe('1 pages too many: 320 managed, 313 free, 0 in use, 8 in memmaps');
});

test.each([
  ['the block', 256, 'Movable'],
  ['boot memory', 16, 'Normal'],
])('a page of %s that somebody took is in use', (_, pfn, zone) => {
  const m = oneBlock();
  // Page 16 may be in use already: what is looked at is that one page more in use makes up for one free page less.
  const free = m.k.maps.page_flags.get(pfn) & PageBuddy;
  expect(free).toBe(PageBuddy);
  m.k.maps.page_flags.set(pfn, pfn + 1, 0);
  expect(m.told(pagesConserved)?.message).toMatch(/^1 pages too many/);
  m.zone(zone).free_pages -= 1;
  expect(m.told(pagesConserved)).toBeUndefined();
});

test('a block that carries its memmap takes no page elsewhere', () => {
  const m = atRest([plug(4), movable(4)], { stack: 'linux@5.12+david@v10' });
  expect(m.zone('Normal').free_pages + m.zone('Movable').free_pages).toBe(256 + 56);
  expect(m.told(pagesConserved)).toBeUndefined();
});

test('pages in use are counted wherever they are, in boot memory and in blocks', () => {
  const m = oneBlock();
  for (const pfn of [16, 200, 256, 319]) m.k.maps.page_flags.set(pfn, pfn + 1, 0);
  m.zone('Normal').free_pages -= 2;
  m.zone('Movable').free_pages -= 2;
  expect(m.told(pagesConserved)).toBeUndefined();
});

test('pages of a boot block that went offline are none of ours, until it is back', () => {
  const m = oneBlock();
  // The 64 pages of block 3, all of which were free.
  m.churn(3);
  m.k.memory_blocks.get(3)!.state = 'MEM_OFFLINE';
  m.k.maps.page_flags.set(192, 256, 0);
  m.zone('Normal').managed_pages -= 64;
  m.zone('Normal').free_pages -= 64;
  expect(m.told(pagesConserved)).toBeUndefined();
  m.k.memory_blocks.get(3)!.state = 'MEM_ONLINE';
  m.zone('Normal').managed_pages += 64;
  expect(m.told(pagesConserved)).toBeUndefined();
});

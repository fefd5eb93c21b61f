import { expect, test } from 'vitest';
import readerKeepsPages from '../../../harness/invariants/locks/reader-keeps-pages.ts';
import type { WatchedOperation } from '../../../harness/invariants/operation.ts';
import { SECTION_IS_ONLINE } from '../../../harness/kernel/include/mmzone.ts';
import type { MemmapContent } from '../../../harness/kernel/include/page_flags.ts';
import { atRest, movable, plug } from '../at_rest.ts';

const offlining: WatchedOperation = { kind: 'offline', start: 256, pages: 64 };

/** Block 4, pages 256 to 320, is online, block 5 is not. */
function half() {
  const m = atRest([plug(4, 2), movable(4)]);
  const { watch, told } = m.watched(readerKeepsPages);
  /** Somebody without the lock writes struct pages. */
  const write = (start: number, end: number, content: MemmapContent, by = 'page_init_poison') => {
    m.k.maps.memmap.set(start, end, content);
    watch.unlockedWrite?.({ object: 'struct page', field: 'memmap', start, end, to: content, by, locks: [] });
  };
  const setOnline = (section: number, online: boolean) => {
    m.k.sections.update(section, section + 1, (bits) =>
      online ? bits | SECTION_IS_ONLINE : bits & ~SECTION_IS_ONLINE,
    );
    watch.unlockedWrite?.({ object: 'mem_section', field: 'section', to: 0, by: 'offline_mem_sections', locks: [] });
  };
  return { m, watch, told, write, setOnline };
}

test('struct pages that are written as they should be are well', () => {
  const { watch, told, write } = half();
  watch.begin?.(offlining);
  write(256, 264, 'init', 'memmap_init_range');
  expect(told).toEqual([]);
});

test.each([
  ['poison', 'is poisoned', 'crash'],
  ['unmapped', 'is unmapped', 'crash'],
  ['raw', 'is mapped anew', 'garbage visible'],
  ['garbage', 'is lost', 'garbage visible'],
] as const)('a struct page in its hands that becomes %s is told', (content, is, consequence) => {
  const { watch, told, write } = half();
  watch.begin?.(offlining);
  write(260, 264, content);
  expect(told).toEqual([
    {
      message: `kmemleak's scan was handed struct page 260, which ${is} by page_init_poison() before it reads it`,
      where: 'pages 260+4',
      class: consequence,
    },
  ]);
});

test('of what is written only the pages that it was handed count', () => {
  const { watch, told, write } = half();
  watch.begin?.(offlining);
  write(312, 330, 'poison');
  expect(told.map(({ where }) => where)).toEqual(['pages 312+8']);
});

test('pages of an offline block were not handed to it', () => {
  const { watch, told, write } = half();
  watch.begin?.(offlining);
  write(320, 384, 'poison');
  expect(told).toEqual([]);
});

test('pages of a section that went offline meanwhile were', () => {
  const { watch, told, write, setOnline } = half();
  watch.begin?.(offlining);
  setOnline(4, false);
  write(256, 257, 'poison');
  expect(told).toHaveLength(1);
});

test('so were those of a section that came and went', () => {
  const { watch, told, write, setOnline } = half();
  watch.begin?.(offlining);
  setOnline(5, true);
  setOnline(5, false);
  write(320, 321, 'poison');
  expect(told.map(({ where }) => where)).toEqual(['pages 320+1']);
});

test('nothing is in its hands before the first operation', () => {
  const { told, write } = half();
  write(256, 264, 'poison');
  expect(told).toEqual([]);
});

test('nor while somebody has the lock', () => {
  const { m, watch, told, write } = half();
  m.k.locks.push('mem_hotplug_lock');
  watch.begin?.(offlining);
  write(256, 264, 'poison');
  expect(told).toEqual([]);
});

test('it lets go for a writer, and begins anew when that one is done', () => {
  const { watch, told, write } = half();
  watch.begin?.(offlining);
  watch.hotplugLock?.(true);
  write(256, 257, 'poison');
  expect(told).toEqual([]);
  watch.hotplugLock?.(false);
  write(257, 258, 'poison');
  expect(told.map(({ where }) => where)).toEqual(['pages 257+1']);
});

test('a page that was lost behind the back of the kernel is told elsewhere', () => {
  const { watch, told, write } = half();
  watch.begin?.(offlining);
  write(256, 264, 'garbage', 'loseFrames');
  expect(told).toEqual([]);
});

test('what else is written to a struct page does no harm', () => {
  const { m, watch, told } = half();
  watch.begin?.(offlining);
  m.k.maps.memmap.set(256, 264, 'poison');
  const write = { start: 256, end: 264, to: 0, by: 'x', locks: [] };
  watch.unlockedWrite?.({ object: 'struct page', field: 'page_flags', ...write });
  watch.unlockedWrite?.({ object: 'zone 0:Movable', field: 'memmap', ...write });
  expect(told).toEqual([]);
});

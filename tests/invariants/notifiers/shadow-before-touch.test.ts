import { expect, test } from 'vitest';
import shadowBeforeTouch from '../../../harness/invariants/notifiers/shadow-before-touch.ts';
import type { WatchedOperation } from '../../../harness/invariants/operation.ts';
import { SECTION_IS_ONLINE } from '../../../harness/kernel/include/mmzone.ts';
import type { Write } from '../../../harness/state/journal.ts';
import { smallMachine } from '../../kernel/machine.ts';
import { atRest, plug } from '../at_rest.ts';

const onlining: WatchedOperation = { kind: 'online', start: 256, pages: 64 };

/** What an operation on block 4, pages 256 to 320, writes with KASAN, in order. */
function operation(kasan = true) {
  const { config } = smallMachine();
  const m = atRest([plug(4)], { machine: smallMachine({ config: { ...config, kasan } }) });
  const { watch, told } = m.watched(shadowBeforeTouch);
  const write = (by: string, of: Partial<Write>) =>
    watch.write?.({ object: 'struct page', field: '', to: 0, by, locks: [], ...of });
  watch.begin?.(onlining);
  return {
    m,
    told,
    again: () => watch.begin?.(onlining),
    initialise: (start: number, end: number) => write('memmap_init_range', { field: 'memmap', to: 'init', start, end }),
    poison: (start: number, end: number) => write('page_init_poison', { field: 'memmap', to: 'poison', start, end }),
    shadow: (start: number, end: number) => write('kasan_add_zero_shadow', { field: 'kasan_shadow', start, end }),
    drop: (start: number, end: number) => write('kasan_remove_zero_shadow', { field: 'kasan_shadow', start, end }),
    setOnline(section: number, online = true) {
      m.k.sections.update(section, section + 1, (bits) =>
        online ? bits | SECTION_IS_ONLINE : bits & ~SECTION_IS_ONLINE,
      );
      write('online_mem_sections', { object: 'mem_section', field: 'section', start: section, end: section + 1 });
    },
  };
}

test('a shadow that comes first and goes last is well', () => {
  const { m, told, shadow, initialise, setOnline, poison, drop } = operation();
  m.k.maps.kasan_shadow.set(256, 320, 'zero');
  shadow(256, 264);
  initialise(256, 264);
  setOnline(4);
  poison(256, 264);
  drop(256, 264);
  expect(told).toEqual([]);
});

test('pages that are initialised before they have one are told', () => {
  const { told, initialise, shadow } = operation();
  initialise(262, 320);
  shadow(256, 264);
  expect(told).toEqual([
    { message: 'pages were initialised before their KASAN shadow was mapped', where: 'pages 262+2' },
  ]);
});

test('pages that leave their zone without one are told', () => {
  const { told, drop, poison } = operation();
  drop(256, 264);
  poison(260, 320);
  expect(told).toEqual([
    { message: 'pages left their zone after their KASAN shadow was dropped', where: 'pages 260+4' },
  ]);
});

test('other pages may be written in any order', () => {
  const { told, initialise, shadow, drop, poison } = operation();
  initialise(264, 320);
  shadow(256, 264);
  drop(256, 264);
  poison(264, 320);
  expect(told).toEqual([]);
});

test('what an operation before this one wrote does not count', () => {
  const { told, again, initialise, shadow, drop, poison } = operation();
  initialise(256, 264);
  drop(256, 264);
  again();
  shadow(256, 264);
  poison(256, 264);
  expect(told).toEqual([]);
});

test('a section that goes online where a page has none is told', () => {
  const { m, told, setOnline } = operation();
  m.k.maps.kasan_shadow.set(256, 264, 'zero');
  m.k.maps.kasan_shadow.set(264, 320, 'none');
  setOnline(4);
  expect(told).toEqual([{ message: 'section 4 goes online without a KASAN shadow at pfn 264', where: 'pages 264+56' }]);
});

test.each(['real', 'zero'] as const)('a section that goes online with the %s shadow is well', (shadow) => {
  const { m, told, setOnline } = operation();
  m.k.maps.kasan_shadow.set(256, 320, shadow);
  setOnline(4);
  expect(told).toEqual([]);
});

test('a section that goes offline needs none', () => {
  const { m, told, setOnline } = operation();
  m.k.maps.kasan_shadow.set(256, 320, 'none');
  setOnline(4, false);
  expect(told).toEqual([]);
});

test('boot memory has its shadow from the start, whatever is written down', () => {
  const { m, told, setOnline } = operation();
  m.k.maps.kasan_shadow.set(0, 256, 'none');
  setOnline(3);
  expect(told).toEqual([]);
});

test('a kernel without KASAN is not looked at', () => {
  const { told, initialise, shadow } = operation(false);
  initialise(256, 264);
  shadow(256, 264);
  expect(told).toEqual([]);
});

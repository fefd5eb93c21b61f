import { expect, test } from 'vitest';
import contiguousIsTrue from '../../../harness/invariants/span/contiguous-is-true.ts';
import { PageBuddy, PG_reserved } from '../../../harness/kernel/include/page_flags.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Movable is blocks 4 and 5, pages 256 to 384, and says that it is contiguous. */
function contiguous() {
  const m = atRest([plug(4, 2), movable(4), movable(5)]);
  m.zone('Movable').contiguous = true;
  return m;
}

test('a zone of nothing but its own online pageblocks may say so', () => {
  expect(contiguous().told(contiguousIsTrue)).toBeUndefined();
});

test('a pageblock of another zone is told', () => {
  const m = contiguous();
  m.k.maps.page_link.set(264, 272, 2);
  expect(m.told(contiguousIsTrue)).toMatchObject({
    message: '0:Movable (256+128) is contiguous, but 264+8 is not its own',
    where: 'pages 264+8',
  });
});

test('an offline section is told', () => {
  const m = contiguous();
  m.k.sections.set(5, 6, 0);
  expect(m.told(contiguousIsTrue)?.message).toContain('320+64 is not its own');
});

test('foreign pages in the middle of a pageblock are not looked at: only its first page is', () => {
  const m = contiguous();
  m.k.maps.page_link.set(265, 272, 2);
  expect(m.told(contiguousIsTrue)).toBeUndefined();
});

test('the first page of the span is looked at wherever it is in its pageblock', () => {
  const m = contiguous();
  m.zone('Movable').zone_start_pfn = 260;
  m.zone('Movable').spanned_pages = 384 - 260;
  m.k.maps.page_link.set(260, 264, 2);
  expect(m.told(contiguousIsTrue)?.message).toContain('260+4 is not its own');
});

test('a zone that does not say it is contiguous is not held to it', () => {
  const m = contiguous();
  m.zone('Movable').contiguous = false;
  m.k.maps.page_link.set(264, 272, 2);
  expect(m.told(contiguousIsTrue)).toBeUndefined();
});

test('a zone without a span has no foreign pageblock', () => {
  const m = contiguous();
  m.zone('Normal', 1).contiguous = true;
  expect(m.told(contiguousIsTrue)).toBeUndefined();
});

test('of several the lowest is told', () => {
  const m = contiguous();
  m.k.maps.page_link.set(264, 272, 2);
  m.k.sections.set(5, 6, 0);
  expect(m.told(contiguousIsTrue)?.where).toBe('pages 264+8');
});

test.each([
  ['unmapped', 'crash'],
  ['poison', 'crash'],
  ['raw', 'garbage visible'],
  ['garbage', 'garbage visible'],
  ['init', 'hygiene'],
] as const)(
  'what compaction reads decides what becomes of it: struct pages that are %s, %s',
  (content, consequence) => {
    const m = contiguous();
    m.k.sections.set(5, 6, 0);
    m.k.maps.page_flags.set(320, 384, PG_reserved);
    m.k.maps.memmap.set(320, 328, content);
    expect(m.told(contiguousIsTrue)?.class).toBe(consequence);
  },
);

test('free pages of another zone are taken from its lists without its lock', () => {
  const m = contiguous();
  m.k.maps.page_link.set(264, 272, 2);
  m.k.maps.page_flags.set(264, 272, PG_reserved);
  expect(m.told(contiguousIsTrue)?.class).toBe('hygiene');
  m.k.maps.page_flags.set(270, 271, PageBuddy | PG_reserved);
  expect(m.told(contiguousIsTrue)?.class).toBe('crash');
});

test('of several runs that are not its own the worst is told', () => {
  const m = contiguous();
  m.k.maps.page_link.set(264, 272, 2);
  m.k.maps.page_flags.set(264, 272, PG_reserved);
  m.k.sections.set(5, 6, 0);
  m.k.maps.memmap.set(320, 384, 'poison');
  expect(m.told(contiguousIsTrue)).toMatchObject({ where: 'pages 320+64', class: 'crash' });
});

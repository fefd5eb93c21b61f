import { expect, test } from 'vitest';
import { newReader } from '../../../harness/invariants/locks/reader.ts';
import { SECTION_IS_ONLINE } from '../../../harness/kernel/include/mmzone.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Boot memory is pages 0 to 256, block 4 behind it is online, block 5 is not. */
const half = (stack?: string) => atRest([plug(4, 2), movable(4)], stack ? { stack } : {}).k;

test('a reader that has not begun, or has ended, was handed nothing', () => {
  const reader = newReader(half());
  expect(reader.handed()).toEqual([]);
  reader.begin();
  reader.end();
  expect(reader.handed()).toEqual([]);
});

test('a reader was handed what was online when it began', () => {
  const reader = newReader(half());
  reader.begin();
  expect(reader.handed()).toEqual([[0, 320]]);
});

test('and what came online since, if it was told', () => {
  const k = half();
  const reader = newReader(k);
  reader.begin();
  k.sections.update(5, 6, (bits) => bits | SECTION_IS_ONLINE);
  expect(reader.handed()).toEqual([[0, 320]]);
  reader.sectionsChanged();
  expect(reader.handed()).toEqual([[0, 384]]);
});

test('a reader that begins again has forgotten what it had', () => {
  const k = half();
  const reader = newReader(k);
  reader.begin();
  k.sections.update(4, 5, () => 0);
  reader.sectionsChanged();
  reader.begin();
  expect(reader.handed()).toEqual([[0, 256]]);
});

test('sections that change while there is no reader are not handed to the next', () => {
  const k = half();
  const reader = newReader(k);
  reader.sectionsChanged();
  k.sections.update(4, 5, () => 0);
  reader.begin();
  expect(reader.handed()).toEqual([[0, 256]]);
});

test('a design that finds pages by itself hands them out whatever their section says', () => {
  const k = half('linux@5.12+michal@pfn-block');
  expect(k.replaced('pfn_to_online_page')).toBe(true);
  const reader = newReader(k);
  reader.begin();
  expect(reader.handed()).toEqual([[0, 320]]);
  k.sections.update(5, 6, (bits) => bits | SECTION_IS_ONLINE);
  expect(reader.handed().at(-1)?.[1]).toBeGreaterThan(320);
});

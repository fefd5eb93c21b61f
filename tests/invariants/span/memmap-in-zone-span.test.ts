import { expect, test } from 'vitest';
import memmapInZoneSpan from '../../../harness/invariants/span/memmap-in-zone-span.ts';
import { PG_reserved } from '../../../harness/kernel/include/page_flags.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4 carries its memmap in pages 256 to 264; Movable spans 256 to 320. */
const selfHosted = () => atRest([plug(4), movable(4)], { stack: 'linux@5.12+david@v10' });

function withoutTheHead(m: ReturnType<typeof selfHosted>) {
  m.zone('Movable').zone_start_pfn = 264;
  m.zone('Movable').spanned_pages = 320 - 264;
  return m;
}

test('memmap pages in the span of their zone are well', () => {
  expect(selfHosted().told(memmapInZoneSpan)).toBeUndefined();
});

test('memmap pages of an online block outside are told', () => {
  expect(withoutTheHead(selfHosted()).told(memmapInZoneSpan)).toMatchObject({
    message: '8 memmap pages of block 4 link to 0:Movable, which spans 264+56',
    where: 'pages 256+8',
  });
});

test('a zone that spans nothing has all of them outside', () => {
  const m = selfHosted();
  m.zone('Movable').spanned_pages = 0;
  expect(m.told(memmapInZoneSpan)?.message).toMatch(/which spans nothing$/);
});

/** The block is offline, and pfn_to_online_page() hands its pages out all the same. */
function offlineButVisible() {
  const m = withoutTheHead(selfHosted());
  m.k.memory_blocks.get(4)!.state = 'MEM_OFFLINE';
  m.k.maps.page_flags.set(256, 264, PG_reserved);
  return m;
}

test('the memmap of an offline block that is handed out and held is in use', () => {
  expect(offlineButVisible().told(memmapInZoneSpan)?.message).toContain('8 memmap pages of block 4');
});

test.each([
  ['is not reserved', (m: ReturnType<typeof offlineButVisible>) => m.k.maps.page_flags.set(256, 264, 0)],
  ['was never written', (m: ReturnType<typeof offlineButVisible>) => m.k.maps.memmap.set(256, 264, 'raw')],
  ['holds no memmap', (m: ReturnType<typeof offlineButVisible>) => m.k.maps.vmemmap_frame.set(256, 264, false)],
  ['is in an offline section', (m: ReturnType<typeof offlineButVisible>) => m.k.sections.set(4, 5, 0)],
])('the head of an offline block that %s is not in use', (_, change) => {
  const m = offlineButVisible();
  change(m);
  expect(m.told(memmapInZoneSpan)).toBeUndefined();
});

test('the head of an online block is told before that of an offline one, which is nothing lost yet', () => {
  const m = offlineButVisible();
  m.play(plug(5), movable(5));
  // The onlining grew the span again, to 264 to 384; now neither head is in it.
  m.zone('Movable').zone_start_pfn = 328;
  m.zone('Movable').spanned_pages = 384 - 328;
  expect(m.told(memmapInZoneSpan)?.where).toBe('pages 320+8');
});

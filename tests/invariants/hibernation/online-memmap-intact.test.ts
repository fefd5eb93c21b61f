import { expect, test } from 'vitest';
import onlineMemmapIntact from '../../../harness/invariants/hibernation/online-memmap-intact.ts';
import { atRest, movable, offline, plug } from '../at_rest.ts';

/** Block 4, pages 256 to 320, is online, block 5 is not. */
function half() {
  const m = atRest([plug(4), plug(5), movable(4)]);
  return { ...m, ...m.watched(onlineMemmapIntact) };
}

test('struct pages that the kernel wrote are well', () => {
  const { told, look } = half();
  look({ op: 'resume' });
  expect(told).toEqual([]);
});

test('an offline block may lose its own', () => {
  const { k, told, look } = half();
  k.maps.memmap.set(320, 384, 'garbage');
  look({ op: 'resume' });
  expect(told).toEqual([]);
});

test.each(['unmapped', 'raw', 'poison'] as const)('struct pages that are %s are not lost', (content) => {
  const { k, told, look } = half();
  k.maps.memmap.set(256, 320, content);
  look({ op: 'resume' });
  expect(told).toEqual([]);
});

test.each([{ op: 'hibernate' }, { op: 'resume' }, { op: 'overwrite', block: 4, pages: 8 }] as const)(
  'lost under an online block by $op they are data loss',
  (action) => {
    const { k, told, look } = half();
    k.maps.memmap.set(260, 262, 'garbage');
    look(action);
    expect(told).toEqual([
      { message: '2 struct pages of online block 4 are lost', where: 'pages 260+2', class: 'data loss' },
    ]);
  },
);

test('a block that comes online with what it lost before shows garbage', () => {
  const { k, told, look, play } = half();
  play(offline(4));
  look({ op: 'resume' });
  play(movable(4));
  k.maps.memmap.set(260, 261, 'garbage');
  look(movable(4));
  expect(told.map((each) => each.class)).toEqual(['garbage visible']);
});

test('what was lost in use stays lost in use at later steps', () => {
  const { k, told, look } = half();
  k.maps.memmap.set(260, 261, 'garbage');
  look({ op: 'resume' });
  look();
  expect(told.map((each) => each.class)).toEqual(['data loss', 'data loss']);
});

test('all pages are counted, the first run is where', () => {
  const { k, told, look } = half();
  k.maps.memmap.set(256, 258, 'garbage');
  k.maps.memmap.set(310, 320, 'garbage');
  look();
  expect(told).toMatchObject([{ message: '12 struct pages of online block 4 are lost', where: 'pages 256+2' }]);
});

import { expect, test } from 'vitest';
import altmapDrains from '../../../harness/invariants/memmap/altmap-drains.ts';
import { atRest, plug } from '../at_rest.ts';

const incident = (kind: string) => ({ kind, message: 'told as it is', start: 256, end: 320, by: '', locks: [] });

test.each(['linux@5.12', 'linux@5.12+david@v10'])('a DIMM that goes as it came leaves nothing: %s', (stack) => {
  expect(atRest([plug(4), { op: 'remove', dimm: 'd4' }], { stack }).told(altmapDrains)).toBeUndefined();
});

test('an altmap that does not get all of it back is told', () => {
  const m = atRest([plug(4)], { stack: 'linux@5.12+david@v10' });
  // The altmap is made from what the block says; the memmap gives 8 pages back.
  m.k.memory_blocks.get(4)!.nr_vmemmap_pages = 9;
  m.play({ op: 'remove', dimm: 'd4' });
  expect(m.told(altmapDrains)).toEqual({
    message: 'the altmap still holds 1 pages after the removal',
    where: 'pages 256+64',
  });
});

test('the first leak is told, whatever else happened before', () => {
  const m = atRest([]);
  m.k.incidents.push(incident('corruption'));
  expect(m.told(altmapDrains)).toBeUndefined();
  m.k.incidents.push(incident('leak'));
  expect(m.told(altmapDrains)).toEqual({ message: 'told as it is', where: 'pages 256+64' });
});

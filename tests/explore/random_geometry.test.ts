import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkGeometry } from '../../harness/corpus/machine.ts';
import { Draw } from '../../harness/explore/numbers.ts';
import { drawGeometry, drawnMachine, type Geometry } from '../../harness/explore/random_geometry.ts';

const drawn = (seed: number): Geometry => drawGeometry(new Draw(seed));
const many = Array.from({ length: 400 }, (_, seed) => drawn(seed));

test('every drawn machine is one that the kernel would boot on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      checkGeometry(drawnMachine(drawn(seed)));
    }),
  );
});

test('a seed draws the same machine again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      expect(drawn(seed)).toEqual(drawn(seed));
    }),
  );
});

/** Pages of a block's own memmap: N * sizeof(struct page) / page size. */
const memmap = (geometry: Geometry): number => {
  const { pagesPerBlock, structPageBytes, pageBytes } = drawnMachine(geometry);
  return (pagesPerBlock * structPageBytes) / pageBytes;
};

test.each([
  ['memmap that ends inside a sub-section', (g: Geometry) => memmap(g) % drawnMachine(g).pagesPerSubsection !== 0],
  ['memmap that fills a section', (g: Geometry) => memmap(g) >= drawnMachine(g).pagesPerSection],
  ['boot memory that ends inside a section', (g: Geometry) => g.ram.at(-1)!.to % 128 !== 0],
  ['boot memory that ends inside a sub-section', (g: Geometry) => g.ram.at(-1)!.to % 2 !== 0],
  ['a node without memory', (g: Geometry) => new Set(g.ram.map(({ node }) => node)).size < g.nodes],
  ['memory above 16 TiB', (g: Geometry) => drawnMachine(g).firstHotPfn >= 2 ** 32],
])('%s is drawn', (_, holds) => {
  expect(many.some(holds)).toBe(true);
});

/** Memory to do counted work on: struct pages of 64 bytes in one buffer, free lists, sections, blocks, frames. */
const wordsPerPage = 16;

/** Words of a struct page as the actions use them. */
export const word = { flags: 0, link: 1, refcount: 2, mapcount: 3, next: 4, previous: 5, order: 6 } as const;

export interface BenchMemory {
  readonly pages: number;
  /** Struct page i is words 16 i to 16 i + 15. */
  readonly memmap: Int32Array;
  /** One word per section, pageblock, lock. */
  readonly sections: Int32Array;
  readonly pageblocks: Uint8Array;
  readonly blocks: Map<number, { id: number; references: number }>;
  /** Page frames to zero when a memmap is allocated, 4 KiB each. */
  readonly frames: Uint8Array;
  /** Page-table entries. */
  readonly tables: BigInt64Array;
  /** Heads of the free lists by order: the first page, -1 for none. */
  readonly free: Int32Array;
  /** What reads add up to, so that no engine drops them. */
  sink: number;
}

/** `pages` is a power of two: positions wrap round at the end. */
export function benchMemory(pages: number): BenchMemory {
  const memory: BenchMemory = {
    pages,
    memmap: new Int32Array(new ArrayBuffer(pages * wordsPerPage * 4)),
    sections: new Int32Array(1024),
    pageblocks: new Uint8Array(Math.max(1, pages / 512)),
    blocks: new Map(Array.from({ length: 64 }, (_, id) => [id, { id, references: 0 }])),
    frames: new Uint8Array(512 * 4096),
    tables: new BigInt64Array(512),
    free: new Int32Array(16).fill(-1),
    sink: 0,
  };
  for (let page = 0; page < pages; page++) memory.memmap[page * wordsPerPage + word.link] = 1;
  return memory;
}

/** First word of the struct page at a position that may run past the end. */
export const at = (memory: BenchMemory, position: number): number => (position & (memory.pages - 1)) * wordsPerPage;

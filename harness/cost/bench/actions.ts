/** Counted work, done: for each counter what one unit of it writes or reads, `units` times in a row. */
import { at, type BenchMemory, word } from './memory.ts';

type Action = (memory: BenchMemory, units: number) => void;

/** Call `touch` with the first word of each struct page on the way. */
const eachPage =
  (stride: number, touch: (memory: BenchMemory, base: number) => void): Action =>
  (memory, units) => {
    for (let unit = 0; unit < units; unit++) touch(memory, at(memory, unit * stride));
  };

const readFlags = (memory: BenchMemory, base: number): void => {
  memory.sink += memory.memmap[base + word.flags]! + memory.memmap[base + word.refcount]!;
};
const readLink = (memory: BenchMemory, base: number): void => {
  memory.sink += memory.memmap[base + word.link]!;
};

const initialise = (memory: BenchMemory, base: number): void => {
  memory.memmap.fill(0, base, base + 16);
  memory.memmap[base + word.flags] = 0x400;
  memory.memmap[base + word.link] = 1;
  memory.memmap[base + word.refcount] = 1;
  memory.memmap[base + word.mapcount] = -1;
};

function freeChunk(order: number): Action {
  return eachPage(2 ** order, (memory, base) => {
    const { memmap, free } = memory;
    const head = free[order]!;
    memmap[base + word.order] = order;
    memmap[base + word.next] = head;
    memmap[base + word.previous] = -1;
    if (head >= 0) memmap[head + word.previous] = base;
    free[order] = base;
  });
}

const setPageblock =
  (migratetype: number): Action =>
  (memory, units) => {
    const { pageblocks } = memory;
    for (let unit = 0; unit < units; unit++) pageblocks[unit & (pageblocks.length - 1)] = migratetype;
  };

const lookUpSection: Action = (memory, units) => {
  for (let unit = 0; unit < units; unit++) memory.sink += memory.sections[(unit >> 15) & 1023]! & 4;
};

const writeTable: Action = (memory, units) => {
  for (let unit = 0; unit < units; unit++) memory.tables[unit & 511] = BigInt(unit);
};

const zeroFrames: Action = (memory, units) => {
  for (let unit = 0; unit < units; unit++) memory.frames.fill(0, (unit & 511) * 4096, ((unit & 511) + 1) * 4096);
};

const findBlocks: Action = (memory, units) => {
  for (let unit = 0; unit < units; unit++) {
    const block = memory.blocks.get(unit & 127);
    if (block) block.references++;
  }
};

const takeLock: Action = (memory, units) => {
  for (let unit = 0; unit < units; unit++) {
    Atomics.compareExchange(memory.sections, 1023, 0, 1);
    Atomics.store(memory.sections, 1023, 0);
  }
};

const actions: Record<string, Action> = {
  'struct pages initialised': eachPage(1, initialise),
  'struct pages poisoned': eachPage(1, (memory, base) => void memory.memmap.fill(-1, base, base + 16)),
  'pageblock migratetypes set': setPageblock(1),
  'pageblocks isolated': setPageblock(5),
  'pageblocks un-isolated': setPageblock(1),
  pfn_to_online_page: lookUpSection,
  'memory block look-ups': findBlocks,
  'section flag writes': (memory, units) => {
    for (let unit = 0; unit < units; unit++) memory.sections[unit & 511]! ^= 4;
  },
  'span probes': eachPage(512, readLink),
  'pageblocks probed for contiguous': eachPage(512, (memory, base) => {
    readLink(memory, base);
    readLink(memory, at(memory, base / 16 + 511));
  }),
  'pages freed to the buddy': eachPage(1, (memory, base) => {
    memory.memmap[base + word.flags]! &= ~0x400;
    memory.memmap[base + word.refcount] = 0;
  }),
  'pages taken off the buddy': eachPage(1024, (memory, base) => {
    memory.memmap[base + word.next] = 0;
    memory.memmap[base + word.previous] = 0;
  }),
  'pages looked at for isolation': eachPage(1, readFlags),
  'pages scanned for migration': eachPage(1, readFlags),
  'pages walked to migrate': eachPage(1, readFlags),
  'pages sampled for their zone': eachPage(1024, readLink),
  'pages looked at by the hibernation walk': eachPage(1, readLink),
  'pages saved': eachPage(1, readFlags),
  'struct pages scanned by kmemleak': eachPage(1, readFlags),
  'vmemmap pages of existing memory': zeroFrames,
  'vmemmap PMDs populated': writeTable,
  'vmemmap PMDs torn down': writeTable,
  'direct map entries written': writeTable,
  'direct map entries cleared': writeTable,
};

/** The action of a counter; undefined for work that is not done on memory: events, calls, sums. */
export function actionOf(counter: string): Action | undefined {
  const order = /^buddy frees of order (\d+)$/.exec(counter)?.[1];
  if (order !== undefined) return freeChunk(Number(order));
  if (counter.startsWith('lock taken: ')) return takeLock;
  return Object.hasOwn(actions, counter) ? actions[counter] : undefined;
}

import { describe, expect, it } from 'vitest';
import { PageBuddy } from '../../harness/kernel/include/page_flags.ts';
import { bootSession } from '../../harness/run/session.ts';
import type { MachineConfig } from '../../harness/types/scenario.ts';
import { smallMachine, step } from './machine.ts';

/** Blocks of 64 pages, 8 of them memmap; the largest chunk has 16 pages, so that 56 data pages are 3.5 of them. */
const N = 64;
const V = 8;
const CHUNK = 16;

const machineWith = (config: Partial<MachineConfig>) => {
  const machine = smallMachine({ zoneEnds: { DMA: 64 } });
  return { ...machine, config: { ...machine.config, debug_vm: false, ...config } };
};

/** Onlines block 4 in largest chunks from behind its memmap: the last one reaches half over into block 5. */
function onlineInLargestChunks(
  prepare: (session: ReturnType<typeof bootSession>) => void,
  release = 'linux@5.12',
  config: Partial<MachineConfig> = {},
) {
  const session = bootSession(machineWith(config), `${release}+unpatched`);
  for (const dimm of ['d0', 'd1']) session.step(step({ op: 'add', dimm, pages: N, node: 0 }));
  prepare(session);
  const { k } = session;
  const [, , zone] = k.NODE_DATA(0).node_zones;
  const before = { free: zone.free_pages, managed: zone.managed_pages };
  k.move_pfn_range_to_zone(zone, 4 * N, N, 'MOVABLE');
  k.generic_online_page(4 * N + V, Math.log2(CHUNK), Math.ceil((N - V) / CHUNK));
  return { k, free: zone.free_pages - before.free, managed: zone.managed_pages - before.managed };
}

describe('a chunk that reaches over the end of its block', () => {
  it('is refused as a whole when the next block was never online: the half of a chunk is lost', () => {
    const { k, free, managed } = onlineInLargestChunks(() => {});
    // 3 chunks of 4; managed was raised for all four before.
    expect([free, managed]).toEqual([3 * CHUNK, 4 * CHUNK]);
    const [bad] = k.incidents.filter(({ kind }) => kind === 'bad page');
    expect([bad?.start, bad?.end]).toEqual([5 * N - V, 5 * N + V]);
  });

  it('is refused when the next block begins with a free page, which loses its mark', () => {
    const { k, free } = onlineInLargestChunks((session) => {
      session.step(step({ op: 'online_kernel', block: 5 }));
    });
    expect(free).toBe(3 * CHUNK);
    expect(k.maps.page_flags.get(5 * N) & PageBuddy).toBe(0);
  });

  it('is taken when nothing tells the pages of the next block from new ones: its memmap after it was online', () => {
    const { free } = onlineInLargestChunks((session) => {
      session.k.memmap_init_range(V, 0, session.k.NODE_DATA(0).node_zones[2], 5 * N, 'UNMOVABLE');
    });
    expect(free).toBe(4 * CHUNK);
  });

  it('is taken by 6.12 whatever it is, unless DEBUG_VM has it look', () => {
    expect(onlineInLargestChunks(() => {}, 'linux@6.12').free).toBe(4 * CHUNK);
  });
});

function failedAdd(design: string, config: Partial<MachineConfig> = {}) {
  const session = bootSession(machineWith(config), `linux@6.1+${design}`);
  session.step(step({ op: 'fail', function: 'add_memory_block', errno: -12, times: 1 }));
  session.step(step({ op: 'add', dimm: 'd0', pages: N, node: 0 }));
  return { incidents: session.k.incidents, fault: session.fault };
}

const noUsageMap = 'pfn 256 is freed and its section has no usage map';

/** All four were run on a 6.1 kernel with the designs built in, but for the dirty memory. */
describe("a failed add that tears down the block's own memmap as ordinary memory", () => {
  it('has the pages reported and dropped where the memory held zeros, and dies of the last one', () => {
    const { incidents, fault } = failedAdd('david@v10');
    // V pages: the first is not freed, the last is not looked at.
    expect(incidents.map(({ kind, message }) => [kind, message.includes(`${V - 2} struct pages`)])).toEqual([
      ['bad page', true],
    ]);
    expect(fault?.message).toMatch(noUsageMap);
  });

  it('dies of the first one where the reservation has initialised them, with DEBUG_VM too', () => {
    const { incidents, fault } = failedAdd('michal@reserve', { debug_vm: true });
    expect([incidents, fault?.message]).toEqual([[], expect.stringContaining(noUsageMap)]);
  });

  it('dies of the first one where the memory held bytes of somebody else', () => {
    expect(failedAdd('david@v10', { dirty_memory: true }).fault?.message).toMatch(noUsageMap);
  });

  it('stops DEBUG_VM at the poisoned struct page', () => {
    expect(failedAdd('david@v10', { debug_vm: true }).fault?.message).toMatch('PagePoisoned');
  });

  it('leaves nothing where the altmap is passed on', () => {
    expect(failedAdd('david@v6.7')).toEqual({ incidents: [], fault: undefined });
  });
});

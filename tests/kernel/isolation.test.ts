import { describe, expect, it } from 'vitest';
import { bootSession } from '../../harness/run/session.ts';
import { smallMachine, step } from './machine.ts';

/** Pages of a block; its memmap fills pages 256..264, the first half of a largest free chunk (16 pages). */
const N = 64;

function offlineOffsetOnly(release: string, debug_vm: boolean) {
  const machine = smallMachine();
  const session = bootSession({ ...machine, config: { ...machine.config, debug_vm } }, `${release}+michal@offset-only`);
  session.step(step({ op: 'add', dimm: 'd0', pages: N, node: 0 }));
  session.step(step({ op: 'online_kernel', block: 4 }));
  return { ret: session.step(step({ op: 'offline', block: 4 })).ret, fault: session.fault };
}

describe('a range that begins inside a largest chunk, behind struct pages nobody initialised', () => {
  it('is isolated without a look at them before v5.19', () => {
    expect(offlineOffsetOnly('linux@5.12', true).ret).toBe(0);
  });

  it('is looked at from the start of the chunk since, which DEBUG_VM does not survive (run on a 6.1 kernel)', () => {
    const { fault } = offlineOffsetOnly('linux@6.1', true);
    expect(fault?.message).toMatch('the struct page of pfn 256 is poisoned');
    expect(fault?.chain).toContain('isolate_single_pageblock');
  });

  it('is isolated where they hold zeros', () => {
    expect(offlineOffsetOnly('linux@6.1', false).ret).toBe(0);
  });
});

/** Blocks of 1024 pages: the memmap fills 128 pages, two sections that david@poc never marks online. */
function offlineFullSections(release: string) {
  const machine = smallMachine({ pagesPerBlock: 1024, firstHotPfn: 1024 });
  const session = bootSession(machine, `${release}+david@poc`);
  session.step(step({ op: 'add', dimm: 'd0', pages: 1024, node: 1 }));
  session.step(step({ op: 'online_movable', block: 1 }));
  return session.step(step({ op: 'offline', block: 1 })).ret;
}

describe('a range whose first pageblock is not online', () => {
  it('is isolated without it before v5.19, and then never becomes free', () => {
    expect(offlineFullSections('linux@5.12')).toBe('stuck');
  });

  it('has its reserved pages found since: EBUSY (run on a 6.1 kernel)', () => {
    expect(offlineFullSections('linux@6.1')).toBe(-16);
  });
});

describe('when the last pageblock cannot be isolated', () => {
  /** Nothing stays isolated: the first one is given back by hand, not as part of a range. */
  it.each(['linux@5.12', 'linux@6.1', 'linux@6.12'])('%s gives the others back', (release) => {
    const session = bootSession(smallMachine(), release);
    session.step(step({ op: 'add', dimm: 'd0', pages: N, node: 0 }));
    session.step(step({ op: 'online_kernel', block: 4 }));
    session.k.set_pages('page_use', 319, 320, 'kernel');
    session.k.set_pages('page_flags', 319, 320, 0);
    session.k.set_pages('page_refcount', 319, 320, 1);
    const { ret, observation } = session.step(step({ op: 'offline', block: 4 }));
    expect([ret, observation['zone.isolated']?.['0:Normal']]).toEqual([-16, 0]);
  });
});

it('since v6.10 a pageblock that reaches out of the zone is not isolated (prep_move_freepages_block)', () => {
  const isolated = (release: string) => {
    const { k } = bootSession(smallMachine(), release);
    const zone = k.NODE_DATA(0).node_zones[2];
    zone.spanned_pages -= 4;
    return k.set_migratetype_isolate(248);
  };
  expect([isolated('linux@6.1'), isolated('linux@6.12')]).toEqual([0, -16]);
});

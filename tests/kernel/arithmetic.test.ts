import { describe, expect, it } from 'vitest';
import { bootSession } from '../../harness/run/session.ts';
import { smallMachine, step } from './machine.ts';

/** N = 64 pages a block; V = 64 * 512 / 4096 = 8 pages of vmemmap. */
const N = 64;
const V = 8;

function online(design: string) {
  const session = bootSession(smallMachine(), `linux@5.12+${design}`);
  session.step(step({ op: 'add', dimm: 'd0', pages: N, node: 1 }));
  return session.step(step({ op: 'online_movable', block: 4 }));
}

describe('one movable block on a fresh node', () => {
  it.each(['oscar@v5', 'david@v10', 'david@v6.7'])('%s makes N present and N - V managed', (design) => {
    const { observation } = online(design);
    expect([observation['zone.present']?.['1:Movable'], observation['zone.managed']?.['1:Movable']]).toEqual([
      N,
      N - V,
    ]);
  });

  it('michal@reserve leaves V present in Normal and N - V in Movable', () => {
    const { observation } = online('michal@reserve');
    expect([observation['zone.present']?.['1:Normal'], observation['zone.present']?.['1:Movable']]).toEqual([V, N - V]);
  });

  it('david@poc counts the block twice but for its vmemmap', () => {
    expect(online('david@poc').observation['zone.present']?.['1:Movable']).toBe(N + N - V);
  });

  it('unpatched makes all N managed', () => {
    expect(online('unpatched').observation['zone.managed']?.['1:Movable']).toBe(N);
  });

  it('oscar@v5 notifies of the whole block, david@v10 of what follows the vmemmap', () => {
    expect([
      online('oscar@v5').observation['notifier']?.['0'],
      online('david@v10').observation['notifier']?.['0'],
    ]).toEqual(['GOING_ONLINE 256+64 1', 'GOING_ONLINE 264+56 1']);
  });

  it('michal@reserve-posted faults on its first add', () => {
    const session = bootSession(smallMachine(), 'linux@5.12+michal@reserve-posted');
    session.step(step({ op: 'add', dimm: 'd0', pages: N, node: 1 }));
    expect(session.fault?.message).toMatch('is initialised before it is mapped');
  });
});

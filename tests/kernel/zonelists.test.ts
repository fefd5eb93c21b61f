import { describe, expect, it } from 'vitest';
import { bootSession } from '../../harness/run/session.ts';
import { smallMachine, step } from './machine.ts';

/** Zonelists of the nodes after a step in which michal@reserve leaves 8 pages present in 1:Normal and gives the buddy none of them. */
function afterReserved(release: string) {
  const session = bootSession(smallMachine(), `${release}+michal@reserve`);
  session.step(step({ op: 'add', dimm: 'd0', pages: 64, node: 1 }));
  const { observation } = session.step(step({ op: 'online_movable', block: 4 }));
  return observation['node.zonelist'];
}

describe('a zone with pages present and none managed', () => {
  it('is in every zonelist since v5.18 (e553f62f10d9; the recording "fresh" of michal@reserve)', () => {
    expect(afterReserved('linux@6.1')).toEqual({
      '0': '0:Normal 1:Movable 1:Normal',
      '1': '1:Movable 1:Normal 0:Normal',
    });
  });

  it('is in none before', () => {
    expect(afterReserved('linux@5.12')).toEqual({ '0': '0:Normal 1:Movable', '1': '1:Movable 0:Normal' });
  });
});

describe('a node that is down', () => {
  const atBoot = (release: string) => bootSession(smallMachine(), release).k.node_data[1]?.zonelist;

  it('has a zonelist since v5.18 (09f49dca570a)', () => expect(atBoot('linux@6.1')).toBe('0:Normal'));

  it('has none before', () => expect(atBoot('linux@5.12')).toBe(''));

  it('gets its own, and no other node a new one, when its first memory is added', () => {
    const session = bootSession(smallMachine(), 'linux@5.12');
    const [, fresh] = session.k.node_data;
    const built: number[] = [];
    const { build_zonelists } = session.k;
    session.k.build_zonelists = (pgdat) => {
      built.push(pgdat.node_id);
      build_zonelists(pgdat);
    };
    session.step(step({ op: 'add', dimm: 'd0', pages: 64, node: 1 }));
    expect([built, fresh?.zonelist]).toEqual([[1], '0:Normal']);
  });
});

it('falls back to the nodes after this one first, then to the less loaded (find_next_best_node)', () => {
  const nodes = [0, 1, 2].map((node) => ({ node, ram: [[node * 64, node * 64 + 64] as [number, number]], cpu: true }));
  const { k } = bootSession(smallMachine({ nodes }), 'linux@6.1');
  // Node 0: 1 and 2 cost the same, 1 is found first and loaded. Node 1: 2 comes after it, 0 before. Node 2: 0 and 1
  // both come before it, and 1 is loaded.
  expect(k.node_data.map(({ zonelist }) => zonelist)).toEqual([
    '0:Normal 1:Normal 2:Normal',
    '1:Normal 2:Normal 0:Normal',
    '2:Normal 0:Normal 1:Normal',
  ]);
});

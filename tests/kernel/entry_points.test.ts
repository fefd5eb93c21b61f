import { expect, test } from 'vitest';
import { bootSession } from '../../harness/run/session.ts';
import type { Action } from '../../harness/types/scenario.ts';
import { machines } from '../corpus/machines.ts';
import { step } from './machine.ts';

const machine = machines.get('x86-64-128M')!;
const [first, pages] = [machine.firstHotPfn, machine.pagesPerBlock];
const block = first / pages;
const add: Action = { op: 'call', function: 'add_memory', first, pages, node: 0 };

function run(stack: string, ...actions: Action[]) {
  const session = bootSession(machine, stack);
  const rets = actions.map((action) => session.step(step(action)).ret);
  return { session, rets };
}

test('remove_memory() reports an online block, __remove_memory() is a BUG', () => {
  const online: Action[] = [add, { op: 'online', block }];
  expect(run('linux@6.1', ...online, { op: 'call', function: 'remove_memory', first, pages }).rets).toEqual([
    0, 0, -16,
  ]);
  const { session, rets } = run('linux@6.1', ...online, { op: 'call', function: '__remove_memory', first, pages });
  expect(rets).toEqual([0, 0, 'oops']);
  expect(session.fault?.message).toMatch(/^BUG\(\): try_remove_memory/);
});

test('a range of no whole blocks is a BUG of try_remove_memory(), EINVAL of offline_and_remove_memory()', () => {
  const odd = { first, pages: pages - 512 };
  expect(run('linux@6.1', add, { op: 'call', function: 'offline_and_remove_memory', ...odd }).rets).toEqual([0, -22]);
  expect(run('linux@6.1', add, { op: 'call', function: 'remove_memory', ...odd }).rets).toEqual([0, 'oops']);
});

test('every lock is given back, whatever the call says', () => {
  const { session } = run(
    'linux@6.1',
    add,
    { op: 'call', function: '__add_memory', first, pages, node: 0 },
    { op: 'call', function: 'online_pages', first: first + 1, pages: pages - 1 },
    { op: 'call', function: 'offline_pages', first: first + 1, pages: pages - 1 },
    { op: 'call', function: 'offline_and_remove_memory', first, pages: 5 },
    { op: 'call', function: 'try_offline_node', node: 0 },
  );
  expect(session.k.locks).toEqual([]);
});

// mm/memory_hotplug.c:online_pages@6.1 wants a pageblock-aligned start and a section's end, @5.12 whole sections.
test.each([
  ['linux@5.12', -22],
  ['linux@6.1', 0],
])('the second half of a section goes online on %s with %i', (stack, ret) => {
  const half: Action = { op: 'call', function: 'online_pages', first: first + pages / 2, pages: pages / 2 };
  expect(run(stack, add, half).rets).toEqual([0, ret]);
});

test('half a section that went offline by itself takes the online bit of the other half with it', () => {
  const offline: Action = { op: 'call', function: 'offline_pages', first: first + pages / 2, pages: pages / 2 };
  const { session, rets } = run('linux@6.1', { ...add }, { op: 'online_movable', block }, offline);
  expect(rets).toEqual([0, 0, 0]);
  // offline_mem_sections() clears one bit for 32768 pages, of which 16384 are still on the free lists.
  expect([session.k.online_section(block), session.observe()['zone.managed']?.['0:Movable']]).toEqual([false, 16384]);
});

test.each(['unpatched', 'oscar@v5', 'michal@pfn-block', 'david@v10'])(
  '%s is called by its own parameters',
  (design) => {
    const { session, rets } = run(`linux@5.12+${design}`, add, {
      op: 'call',
      function: 'online_pages',
      first,
      pages,
      onlineType: 'online_movable',
    });
    expect(rets).toEqual([0, 0]);
    expect(session.observe()['zone.present']?.['0:Movable']).toBe(pages);
  },
);

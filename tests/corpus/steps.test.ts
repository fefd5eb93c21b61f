import { expect, test } from 'vitest';
import { readFixture } from '../../harness/corpus/read_fixture.ts';
import type { Step } from '../../harness/types/scenario.ts';
import { machines } from './machines.ts';

function steps(...lines: string[]): Step[] {
  const text = `title: t\nmachine: x86-64-128M\nsteps:\n${lines.map((line) => `  ${line}\n`).join('')}`;
  const { fixture, problems } = readFixture(text, 't/f', 'f.yaml', machines);
  expect(problems).toEqual([]);
  return fixture!.steps;
}
const last = (...lines: string[]): Step => steps(...lines).at(-1)!;

test('several DIMMs of one add are several actions of one step', () => {
  expect(last('- add: d0, d1').actions).toEqual([
    { op: 'add', dimm: 'd0', pages: 32768, node: 0, at: 1572864 },
    { op: 'add', dimm: 'd1', pages: 32768, node: 0, at: 1605632 },
  ]);
});

test('block references become numbers', () => {
  expect(last('- add: [d0]', '- add: d1', '  size: 1 GiB', '- online_movable: d0, d1[2], d1[6..7]').actions).toEqual(
    [48, 51, 55, 56].map((block) => ({ op: 'online_movable', block })),
  );
});

test.each([
  ['block 60', 60 * 32768],
  ['8 GiB', 2097152],
  ['S + 2 * N', 1572864 + 65536],
])('a DIMM can be placed at %s', (at, pfn) => {
  expect(last('- add: d0', `  at: ${at}`).actions[0]).toMatchObject({ at: pfn });
});

test('injected and failing errnos are negative, as the kernel has them', () => {
  const [inject, end, fail] = steps(
    '- inject: MEM_GOING_ONLINE',
    '  errno: EBUSY',
    '- inject: MEM_GOING_ONLINE',
    '  errno: 0',
    '- fail: add_memory_block',
  );
  expect(inject?.actions).toEqual([{ op: 'inject', action: 'MEM_GOING_ONLINE', errno: -16 }]);
  expect(end?.actions).toEqual([{ op: 'inject', action: 'MEM_GOING_ONLINE', errno: 0 }]);
  expect(fail?.actions).toEqual([{ op: 'fail', function: 'add_memory_block', errno: -12, times: 1 }]);
});

test('a bare DIMM of remove_memory is the whole DIMM', () => {
  expect(last('- add: d0', '  blocks: 3', '- remove_memory: d0').actions).toEqual([
    { op: 'remove_memory', block: 48, pages: 98304 },
  ]);
});

test('remove_memory can reach over several DIMMs', () => {
  expect(last('- add: d0', '- add: d1', '- remove_memory: d0', '  size: 256 MiB').actions).toEqual([
    { op: 'remove_memory', block: 48, pages: 65536 },
  ]);
});

test('pages are taken from the last pageblock unless said otherwise', () => {
  expect(last('- add: d0', '- occupy: d0').actions).toEqual([
    { op: 'occupy', pages: { block: 48, first: 32256, nr: 1 }, use: 'movable' },
  ]);
});

test('release frees what occupy took, and of it what it is told to', () => {
  const taken = ['- add: d0', '- occupy: d0', '  first: V', '  nr: PB', '- occupy: d0', '  first: 4 * PB'];
  const release = (...pages: [first: number, nr: number][]) =>
    pages.map(([first, nr]) => ({ op: 'release', pages: { block: 48, first, nr } }));
  expect(last(...taken, '- release: d0').actions).toEqual(release([512, 512], [2048, 1]));
  const half = [...taken, '- release: d0', '  first: V', '  nr: PB / 2'];
  expect(last(...half).actions).toEqual(release([512, 256]));
  expect(last(...half, '- release: d0').actions).toEqual(release([768, 256], [2048, 1]));
});

test('a refused removal does not free the place of the DIMM', () => {
  expect(last('- add: d0', '- remove: d0', '  expect: refused', '- add: d1').actions[0]).toMatchObject({
    at: 1572864 + 32768,
  });
});

test('an entry point is called over any range of pages, or for what it adds', () => {
  expect(
    last('- add: d0', '- call: online_pages', '  range: d0', '  first: V + 1 page', '  online_type: online_kernel')
      .actions,
  ).toEqual([{ op: 'call', function: 'online_pages', first: 1573377, pages: 32255, onlineType: 'online_kernel' }]);
  expect(last('- call: add_memory', '  dimm: d0', '  blocks: 2', '- online: d0[1]').actions).toEqual([
    { op: 'online', block: 49 },
  ]);
  expect(last('- call: try_offline_node', '  node: 0').actions).toEqual([
    { op: 'call', function: 'try_offline_node', node: 0 },
  ]);
});

test('steps in a row are one step of all their actions', () => {
  const row = '- do: [signal, { inject: MEM_GOING_OFFLINE, errno: EBUSY }, { offline: d0 }]';
  expect(last('- add: d0', '- online: d0', row)).toMatchObject({
    title: 'signal; inject MEM_GOING_OFFLINE (errno EBUSY); offline d0',
    actions: [
      { op: 'signal' },
      { op: 'inject', action: 'MEM_GOING_OFFLINE', errno: -16 },
      { op: 'offline', block: 48 },
    ],
  });
});

test('in a row each step finds what the ones before it left', () => {
  expect(last('- do: [{ add: d0 }, { remove: d0 }, { add: d1 }]').actions[2]).toMatchObject({ at: 1572864 });
});

test('of a row that is refused the last did not succeed', () => {
  const row = ['- do: [{ add: d0 }, { add: d1 }, { remove: d0 }]', '  expect: refused'];
  expect(last(...row, '- add: d2').actions[0]).toMatchObject({ at: 1572864 + 2 * 32768 });
});

test('an address is told in bytes, a page by its number, and both may be added to', () => {
  const at = (text: string): unknown => (last(`- add: d0`, `  at: ${text}`).actions[0] as { at: number }).at;
  expect(at('6 GiB + 2 MiB')).toBe(1572864 + 512);
  expect(at('pfn 0x180000 + N')).toBe(1572864 + 32768);
  expect(at('block 50')).toBe(50 * 32768);
});

test('a parameter of the module is written as a file of all blocks', () => {
  expect(last('- write: auto_movable_ratio', '  value: 20').actions).toEqual([
    { op: 'write', file: 'auto_movable_ratio', value: '20' },
  ]);
});

test('a failure says what its function says unless the step does', () => {
  expect(last('- fail: start_isolate_page_range').actions).toMatchObject([{ errno: -16, times: 1 }]);
  expect(last('- fail: add_memory_block', '  errno: EEXIST', '  times: 3').actions).toMatchObject([
    { errno: -17, times: 3 },
  ]);
});

test('a step is titled as it is written and knows its line', () => {
  expect(last('- add: d0', '- inject: MEM_GOING_ONLINE', '  errno: EBUSY')).toMatchObject({
    title: 'inject MEM_GOING_ONLINE (errno EBUSY)',
    line: 5,
    column: 5,
  });
});

test('an observation can be asked for during an event', () => {
  expect(last('- add: d0', '- online: d0', '  during: MEM_GOING_ONLINE')).toMatchObject({ during: 'MEM_GOING_ONLINE' });
});

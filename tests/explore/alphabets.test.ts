import { describe, expect, test } from 'vitest';
import { readFixture } from '../../harness/corpus/read_fixture.ts';
import { alphabetNamed, alphabets } from '../../harness/explore/alphabets/all.ts';
import { fixtureOfWalk, fixtureText, readWalk, walkId } from '../../harness/explore/scenario.ts';
import { machines } from './walks.ts';

const x86 = machines.get('x86-64-128M')!;
const titles = (alphabet: string, blocks: number): string[] =>
  alphabetNamed(alphabet)!
    .letters(x86, blocks)
    .map(({ title }) => title);

test('default: what can be done to one block', () => {
  expect(titles('default', 1)).toEqual([
    'add d0',
    'online_kernel d0',
    'online_movable d0',
    'online_kernel d0, vetoed',
    'online_movable d0, vetoed',
    'offline d0',
    'offline d0, vetoed',
    'remove d0',
  ]);
});

test('a veto lasts for one move', () => {
  const { steps } = alphabetNamed('default')!.letters(x86, 1)[3]!;
  expect(steps.flatMap(({ actions }) => actions)).toEqual([
    { op: 'inject', action: 'MEM_GOING_ONLINE', errno: -16 },
    { op: 'online_kernel', block: 'd0' },
    { op: 'inject', action: 'MEM_GOING_ONLINE', errno: 0 },
  ]);
});

test('faults: two blocks are one DIMM, a third one lies behind it', () => {
  expect(titles('faults', 3).filter((title) => /^(add|online_kernel) [ws]\d(\[\d\])?$/.test(title))).toEqual([
    'add w0',
    'online_kernel w0[0]',
    'online_kernel w0[1]',
    'add s1',
    'online_kernel s1',
  ]);
  const behind = alphabetNamed('faults')!
    .letters(x86, 3)
    .find(({ title }) => title === 'add s1')!;
  expect(behind.steps[0]!.actions[0]).toMatchObject({ at: x86.firstHotPfn + 2 * x86.pagesPerBlock });
});

test('faults: only what the release and the architecture have can fail', () => {
  expect(titles('faults', 1)).toContain('add s0, add_memory_block fails');
  expect(titles('faults', 1).join()).not.toContain('create_section_mapping');
  const on512 = alphabetNamed('faults')!.letters(x86, 1, 'linux@5.12');
  expect(on512.map(({ title }) => title).join()).not.toContain('memory_group_register_static');
});

test('a title means the same moves in every alphabet that has it', () => {
  const seen = new Map<string, string>();
  for (const alphabet of alphabets)
    for (const { title, steps } of [2, 3, 8].flatMap((blocks) => alphabet.letters(x86, blocks))) {
      const moves = JSON.stringify(steps);
      expect(seen.get(title) ?? moves, title).toBe(moves);
      seen.set(title, moves);
    }
});

describe.each(alphabets.map(({ name }) => name))('the moves of %s', (name) => {
  test.each(['x86-64-128M', 's390-256M', 'arm64-64K', 'ppc64-64K', 'x86-64-fresh-node'])(
    'are steps of a fixture on %s',
    (id) => {
      const machine = machines.get(id)!;
      for (const { title } of alphabetNamed(name)!.letters(machine, 2)) {
        // A DIMM has to be there to be named.
        const dimm = /[a-z]\d+/.exec(title)?.[0];
        const walk = title.startsWith('add') || dimm === undefined ? [title] : [`add ${dimm}`, title];
        const fixture = fixtureOfWalk(machine, name, 2, walk)!;
        const text = fixtureText(fixture, title, 'a test');
        const { fixture: read, problems } = readFixture(text, 'explore/one', 'one.yaml', machines);
        expect(problems).toEqual([]);
        const ops = (of: typeof fixture): string[] => of.steps.flatMap(({ actions }) => actions.map(({ op }) => op));
        expect(ops(read!)).toEqual(ops(fixture));
      }
    },
  );
});

test('a walk is read back from its id', () => {
  const fixture = fixtureOfWalk(x86, 'faults', 2, ['add w0', 'online_kernel w0[1]'])!;
  expect(readWalk(fixture.id, machines)).toEqual(fixture);
  expect(fixture.id).toBe(walkId('x86-64-128M', [{ title: 'add w0' }, { title: 'online_kernel w0[1]' }]));
});

test('what is no walk is told apart from one with a mistake in it', () => {
  expect(readWalk('zone-span/shrink-past-hole', machines)).toBeUndefined();
  expect(readWalk('x86-64-129M: add d0', machines)).toBe('no machine "x86-64-129M"');
  expect(readWalk('x86-64-128M: add d0; jump d0', machines)).toBe('no alphabet has the move "jump d0"');
  expect(readWalk('x86-64-128M: add d0; add w0', machines)).toBe('no alphabet has all of these moves');
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { projectRoot } from '../../harness/corpus/root.ts';
import { loadRecordings } from '../../harness/oracle/load.ts';
import type { Fixture } from '../../harness/types/scenario.ts';
import { isArithmetic, originsOf, readOrigins, type Stated } from './origins.ts';
import { inTheWay, type KernelLines, objection, type Sources } from './upheld.ts';

const root = projectRoot();
const { fixtures } = await loadCorpus({ root });
const lines = parse(readFileSync(join(root, 'fixtures/kernel-lines.yaml'), 'utf8')) as KernelLines;

type Placed = Stated & { fixture: Fixture };
const stated: Placed[] = fixtures.flatMap((fixture) =>
  readOrigins(readFileSync(join(root, fixture.file), 'utf8')).map((each) => ({ ...each, fixture })),
);
const origins = stated.flatMap((each) => each.origins);
const named = new Set(origins.flatMap((each) => ('recording' in each ? [each.recording] : [])));
const recordings = loadRecordings(join(root, 'fixtures/recordings'), (id) => named.has(id));
const sources: Sources = { lines, recordings: new Map(recordings.map((each) => [each.id, each])) };

const place = ({ fixture, line, field }: Placed): string => `${fixture.file}:${line}: ${field}`;
const needsOrigin = ({ field, values }: Stated): boolean => field === 'ret' || !values.every(isArithmetic);
const objections = (each: Placed): (string | undefined)[] =>
  each.origins.map((origin) => objection(origin, each, each.fixture, sources));

test('an origin stands beside every expected value that is no arithmetic over the machine', () => {
  expect(stated.filter((each) => needsOrigin(each) && each.origins.length === 0).map(place)).toEqual([]);
});

test('every expected value is what one of the origins beside it says', () => {
  const doubtful = stated
    .filter((each) => each.origins.length > 0 && needsOrigin(each))
    .flatMap((each) => {
      const told = objections(each);
      return told.includes(undefined) ? [] : [`${place(each)}: ${told.join('; ')}`];
    });
  expect(doubtful).toEqual([]);
});

test('a step that succeeds although something armed or held could stop it says why', () => {
  const silent = stated.filter(
    ({ fixture, step, field, words, origins: own }) =>
      field === 'ret' &&
      fixture.steps[step]!.expect?.ret === 0 &&
      !own.some((each) => 'recording' in each) &&
      words === '' &&
      inTheWay(fixture, step).length > 0,
  );
  expect(silent.map((each) => `${place(each)}: ${inTheWay(each.fixture, each.step).join(', ')}`)).toEqual([]);
});

test('every line of the kernel that is listed is the origin of some value', () => {
  const used = new Set(origins.flatMap((each) => ('recording' in each ? [] : [`${each.file}:${each.function}`])));
  const listed = Object.entries(lines).flatMap(([file, functions]) =>
    Object.keys(functions).map((name) => `${file}:${name}`),
  );
  expect(listed.filter((name) => !used.has(name))).toEqual([]);
});

const movable = fixtures.find(({ id }) => id === 'round-trip/plain-online')!;
const says = (comment: string, field = 'ret', step = 1): (string | undefined)[] =>
  originsOf(comment).map((origin) => objection(origin, { step, field }, movable, sources));

test.each([
  ['recorded: cloud61/no_such', 'there is no recording cloud61/no_such'],
  ['recorded: cloud61/small_mom1', 'cloud61/small_mom1 does not take the steps up to here on such a machine'],
  ['mm/slub.c:new_slab@v5.12', 'fixtures/kernel-lines.yaml has no mm/slub.c:new_slab'],
  ['mm/memory_hotplug.c:online_pages@v6.1', 'fixtures/kernel-lines.yaml speaks of v5.12, not of v6.1'],
  [
    'mm/memory_hotplug.c:check_hotplug_memory_range@v5.12',
    'mm/memory_hotplug.c:check_hotplug_memory_range does not return ok',
  ],
])('%s is no origin of a plain online that succeeds', (comment, why) => {
  expect(says(comment)).toEqual([why]);
});

test('a function that decides another field is no origin', () => {
  expect(says('mm/memory_hotplug.c:online_pages@v5.12', 'block.valid_zones')).toEqual([
    'mm/memory_hotplug.c:online_pages does not decide block.valid_zones',
  ]);
});

test('a recording that shows another value is no origin', () => {
  const step = { ...movable.steps[1]!, expect: { ret: 0, fields: { 'block.valid_zones': { 48: 'Movable' } } } };
  const other = { ...movable, steps: [movable.steps[0]!, step] };
  const [origin] = originsOf('recorded: built61-none/plain_cycle');
  expect(objection(origin!, { step: 1, field: 'ret' }, other, sources)).toBeUndefined();
  expect(objection(origin!, { step: 1, field: 'block.valid_zones' }, other, sources)).toBe(
    'built61-none/plain_cycle does not show it',
  );
});

test.each([
  ['BOOT0 + 2 * N', true],
  ['d1[2] + V', true],
  ['S', true],
  ['EBUSY', false],
  ['online', false],
  ['Normal Movable', false],
  [32768, false],
  [0, false],
  ['2 * 16', false],
  ['524288 + N', false],
])('whether %s is arithmetic over the machine: %s', (value, is) => {
  expect(isArithmetic(value)).toBe(is);
});

test('an origin is read beside the value, else beside expect, and what follows a semicolon is words', () => {
  const text = `title: '# no comment'
about: >-
  # recorded: no/comment either
steps:
  - add: d0
    expect: ok  # recorded: cloud61/basic_mom1; as ever
  - online: d0
    expect:  # recorded: cloud61/other, mm/sparse.c:section_activate@v5.12
      ret: ok
      node.present: { 0: BOOT0 }  # boot memory
      block.state: { d0: online }  # drivers/base/memory.c:valid_zones_show@v6.1
`;
  const both = [
    { recording: 'cloud61/other' },
    { file: 'mm/sparse.c', function: 'section_activate', version: 'v5.12' },
  ];
  expect(readOrigins(text)).toEqual([
    {
      step: 0,
      field: 'ret',
      values: ['ok'],
      line: 6,
      origins: [{ recording: 'cloud61/basic_mom1' }],
      words: 'as ever',
    },
    { step: 1, field: 'ret', values: ['ok'], line: 9, origins: both, words: '' },
    { step: 1, field: 'node.present', values: ['BOOT0'], line: 10, origins: both, words: '' },
    {
      step: 1,
      field: 'block.state',
      values: ['online'],
      line: 11,
      origins: [{ file: 'drivers/base/memory.c', function: 'valid_zones_show', version: 'v6.1' }],
      words: '',
    },
  ]);
});

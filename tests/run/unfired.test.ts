import { expect, test } from 'vitest';
import { readFixture } from '../../harness/corpus/read_fixture.ts';
import { runFixture } from '../../harness/run/run.ts';
import { checkFailures } from '../../harness/run/unfired.ts';
import { machines } from '../corpus/machines.ts';

const read = (...lines: string[]) => {
  const text = `title: t\nmachine: x86-64-128M\nconfig: { kasan: true }\nsteps:\n${lines.map((line) => `  - ${line}\n`).join('')}`;
  return { text, fixture: readFixture(text, 't/f', 'f.yaml', machines).fixture! };
};

test('a result names what was to fail and was not called', () => {
  const { fixture } = read('fail: kasan_add_zero_shadow', 'add: d0', 'online: d0');
  expect(runFixture(fixture, 'linux@5.12+unpatched').unfired).toEqual(['kasan_add_zero_shadow']);
  expect(runFixture(fixture, 'linux@5.12+david@v10').unfired).toBeUndefined();
});

test('a failure that fires with some design is fine, one that fires with none is a problem of its step', () => {
  const fine = read('fail: kasan_add_zero_shadow', 'add: d0', 'online: d0');
  expect(checkFailures([fine.fixture], () => fine.text)).toEqual([]);
  const late = read('add: d0', 'fail: section_activate', 'online: d0');
  expect(checkFailures([late.fixture], () => late.text)).toMatchObject([
    { code: 'never-fires', file: 'f.yaml', line: 6, column: 5 },
  ]);
});

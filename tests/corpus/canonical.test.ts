import { expect, test } from 'vitest';
import { canonicalJson } from '../../harness/corpus/canonical.ts';
import { readFixture } from '../../harness/corpus/read_fixture.ts';
import { machines } from './machines.ts';

const text =
  'title: t\nmachine: x86-64-128M\nsteps:\n  - add: d0\n  - online: d0\n    expect: { node.present: { 0: BOOT0 + N } }\n';
const hash = (changed: string, id = 't/f'): string => readFixture(changed, id, `${id}.yaml`, machines).fixture!.hash;

test('the order of keys does not show in canonical JSON', () => {
  expect(canonicalJson({ b: [2, { d: 1, c: 2 }], a: 1 })).toBe(canonicalJson({ a: 1, b: [2, { c: 2, d: 1 }] }));
});

test('a hash is sixteen hex digits', () => expect(hash(text)).toMatch(/^[0-9a-f]{16}$/));

test.each([
  ['its name', text, 'other/name'],
  ['its title', text.replace('title: t', 'title: another'), 't/f'],
  ['comments and lines', `# c\n\n${text}`, 't/f'],
  ['a figure written out', text.replace('BOOT0 + N', '1081214'), 't/f'],
  ['claims', `claims: [L01]\n${text}`, 't/f'],
  [
    'a default written out',
    text.replace('add: d0', 'add: d0\n    size: 128 MiB').replace('steps', 'about: x\nsteps'),
    't/f',
  ],
])('%s does not make another fixture', (_what, changed, id) => expect(hash(changed, id)).toBe(hash(text)));

test.each([
  ['a step', text.replace('online:', 'online_movable:')],
  ['an expectation', text.replace('+ N', '- N')],
  ['a switch', text.replace('steps', 'config: { kasan: true }\nsteps')],
  ['the machine', text.replace('128M', '1G')],
])('%s makes another fixture', (_what, changed) => expect(hash(changed)).not.toBe(hash(text)));

import { expect, test } from 'vitest';
import type { ProblemCode } from '../../harness/corpus/problem.ts';
import { readFixture } from '../../harness/corpus/read_fixture.ts';
import { machines } from './machines.ts';

const head = 'title: t\nmachine: x86-64-128M\n';
const steps = (...lines: string[]): string =>
  `${head}steps:\n  - add: d0\n${lines.map((line) => `  ${line}\n`).join('')}`;
const read = (text: string) => readFixture(text, 't/f', 'fixtures/scenarios/t/f.yaml', machines).problems;

/** What is wrong, the text, and `CODE line:col` of its first problem. */
const cases: [what: string, text: string, code: ProblemCode, place: string, hint: string | RegExp][] = [
  ['a step that does not exist', steps('- onlin_movable: d0'), 'unknown-step', '5:5', 'did you mean `online_movable`?'],
  ['a bare step that does not exist', steps('- hibernat'), 'unknown-step', '5:5', 'did you mean `hibernate`?'],
  ['a step without a verb', steps('- expect: ok'), 'unknown-step', '5:5', /^a step starts with one of: add, /],
  ['two steps in one', steps('- online: d0', '  offline: d0'), 'several-steps', '6:5', /of its own/],
  ['an option of another step', steps('- online: d0', '  errno: EBUSY'), 'misplaced-option', '6:5', /it takes: expect/],
  ['an unknown key', `titel: x\n${head}steps: [hibernate]\n`, 'unknown-key', '1:1', 'did you mean `title`?'],
  ['a missing key', 'title: t\nsteps: [hibernate]\n', 'missing-key', '1:1', 'add `machine: ...` (text)'],
  ['a list where a map should be', '- a\n', 'wrong-type', '1:1', 'write a map'],
  ['text where a list should be', `${head}claims: L12\nsteps: [hibernate]\n`, 'wrong-type', '3:9', 'write a list'],
  ['text where a number should be', steps('- add: d1', '  node: one'), 'wrong-type', '6:11', 'write a number'],
  ['a number where a name should be', steps('- remove: 5'), 'wrong-type', '5:13', 'write text or a list'],
  ['no steps', `${head}steps: []\n`, 'bad-value', '3:8', /write something/],
  ['a value outside its list', steps('- walk: kpageflag'), 'bad-value', '5:11', 'did you mean `kpageflags`?'],
  ['a DIMM added twice', steps('- add: d0'), 'duplicate-id', '5:10', /`remove: d0` first/],
  ['a DIMM named like a letter', steps('- add: N'), 'bad-value', '5:10', /are taken/],
  ['a claim listed twice', `${head}claims: [L12, L12]\nsteps: [hibernate]\n`, 'duplicate-id', '3:15', /one of the two/],
  ['a key given twice', `title: a\n${head}steps: [hibernate]\n`, 'duplicate-key', '2:1', 'keep one of the two'],
  ['an alias bomb', `a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n`, 'alias-forbidden', '2:8', /write the value out/],
  [
    'a machine that does not exist',
    'title: t\nmachine: x86-64-128\nsteps: [hibernate]\n',
    'no-such-machine',
    '2:10',
    'did you mean `x86-64-128M`?',
  ],
  [
    'a switch that does not exist',
    `${head}config: { debugvm: true }\nsteps: [hibernate]\n`,
    'unknown-key',
    '3:11',
    'did you mean `debug_vm`?',
  ],
  ['a node the machine has not', steps('- add: d1', '  node: 3'), 'bad-value', '6:11', /nodes of x86-64-128M: 0/],
  ['a DIMM that was never added', steps('- online: d9'), 'no-such-dimm', '5:13', 'did you mean `d0`?'],
  ['a block beyond its DIMM', steps('- online: d0[7]'), 'no-such-block', '5:13', 'd0 has one block, d0[0]'],
  [
    'a bare DIMM of several blocks',
    steps('- add: d1', '  blocks: 4', '- online: d1'),
    'no-such-block',
    '7:13',
    /d1\[\*\] is all of them/,
  ],
  ['a reference that is none', steps('- online: d0['), 'no-such-block', '5:13', /d0\[2\.\.5\]/],
  ['an index between brackets without quotes', steps('- online: [d0[0], d0]'), 'yaml-syntax', '5:16', /needs quotes/],
  ['a decimal unit', steps('- add: d1', '  size: 128 MB'), 'bad-unit', '6:11', /128 MiB/],
  ['a size without a unit', steps('- add: d1', '  size: 128'), 'bad-unit', '6:11', 'write one: 128 MiB'],
  ['a size that is no whole page', steps('- add: d1', '  size: 5 B'), 'bad-unit', '6:11', /4096 bytes/],
  [
    'size and blocks at once',
    steps('- add: d1', '  size: 1 GiB', '  blocks: 8'),
    'misplaced-option',
    '7:5',
    'keep one of them',
  ],
  [
    'a letter without a value',
    steps('- online: d0', '  expect: { node.present: { 0: N + Q } }'),
    'bad-arithmetic',
    '6:34',
    /^names known here: .*N/,
  ],
  [
    'a division with a remainder',
    steps('- online: d0', '  expect: { node.present: { 0: N / 3 } }'),
    'bad-arithmetic',
    '6:34',
    /whole/,
  ],
  [
    'an errno that does not exist',
    steps('- online: d0', '  expect: EBUZY'),
    'unknown-errno',
    '6:13',
    'did you mean `EBUSY`?',
  ],
  ['an errno by number', steps('- online: d0', '  expect: -16'), 'unknown-errno', '6:13', 'write its name: EBUSY'],
  [
    'an injected errno that does not exist',
    steps('- inject: MEM_GOING_ONLINE', '  errno: ENOMEN'),
    'unknown-errno',
    '6:12',
    'did you mean `ENOMEM`?',
  ],
  ['an injection without errno', steps('- inject: MEM_GOING_ONLINE'), 'missing-key', '5:13', /errno: 0/],
  [
    'an observation field that does not exist',
    steps('- online: d0', '  expect: { zone.presnt: { 0:Normal: 1 } }'),
    'unknown-field',
    '6:15',
    'did you mean `zone.present`?',
  ],
  [
    'a zone key without its node',
    steps('- online: d0', '  expect: { zone.present: { Normal: 1 } }'),
    'bad-value',
    '6:31',
    /0:Movable/,
  ],
  [
    'a claim that does not exist',
    `${head}claims: [L99]\nsteps: [hibernate]\n`,
    'unknown-claim',
    '3:10',
    /did you mean/,
  ],
  [
    'a failure of a function that has none',
    steps('- fail: no_such_function'),
    'bad-value',
    '5:11',
    /^one of: __request_region, /,
  ],
  ['a failure misspelt', steps('- fail: section_activat'), 'bad-value', '5:11', 'did you mean `section_activate`?'],
  [
    'a failure of another architecture',
    steps('- fail: vmem_add_mapping'),
    'bad-value',
    '5:11',
    'on x86-64 it is `init_memory_mapping`',
  ],
  ['a failure of what is not built', steps('- fail: kasan_mem_notifier'), 'bad-value', '5:11', /kasan: true/],
  [
    'an errno that the function never says',
    steps('- fail: section_activate', '  errno: EBUSY'),
    'bad-value',
    '6:12',
    'it says ENOMEM',
  ],
  ['an entry point misspelt', steps('- call: remove_memry'), 'bad-value', '5:11', 'did you mean `remove_memory`?'],
  ['an entry point without its range', steps('- call: remove_memory'), 'missing-key', '5:11', /range: d0/],
  [
    'an option of another entry point',
    steps('- call: remove_memory', '  range: d0', '  node: 0'),
    'misplaced-option',
    '7:5',
    'it takes: range, first, nr',
  ],
  ['a node that a call does not have', steps('- call: try_offline_node', '  node: 7'), 'bad-value', '6:11', /: 0$/],
  [
    'an address without its unit',
    steps('- add: d1', '  at: 0x1c0200000'),
    'bad-unit',
    '6:9',
    /^write `0x1c0200000 B` for an address, `pfn 0x1c0200000` for a page number/,
  ],
  ['a page without its unit', steps('- memory_failure: d0', '  first: 8'), 'bad-unit', '6:12', /`8 pages`/],
  ['a range by a bare number', steps('- overwrite: 48'), 'bad-unit', '5:16', /`block 48`/],
  [
    'an unknown step in a row',
    steps('- do: [{ online: d0 }, { offlin: d0 }]'),
    'unknown-step',
    '5:28',
    'did you mean `offline`?',
  ],
  ['a DIMM that is not there in a row', steps('- do: [{ online: d0 }, { online: d7 }]'), 'no-such-dimm', '5:36', /d0/],
  ['an option beside a row', steps('- do: [{ online: d0 }]', '  size: 1 GiB'), 'misplaced-option', '6:5', /do, expect/],
  [
    'a way to take pages where no guest is',
    steps('- online: d0', '- occupy: d0', '  by: mlock'),
    'misplaced-option',
    '7:5',
    /`guest:`/,
  ],
  ['a need that no guest has', `${head}guest: { apend: x }\nsteps: [hibernate]\n`, 'unknown-key', '3:10', /`append`/],
  ['a release of nothing', steps('- release: d0'), 'bad-value', '5:14', /occupy/],
  [
    'a zone for an observer of pages',
    steps('- walk: kpageflags', '  zone: Normal'),
    'misplaced-option',
    '6:5',
    /block/,
  ],
  ['a block for an observer of zones', steps('- walk: compaction', '  block: d0'), 'misplaced-option', '6:5', /zone/],
  ['a zone for a scan of all', steps('- walk: kmemleak', '  zone: Movable'), 'misplaced-option', '6:5', /all memory/],
  ['a node that an observer does not have', steps('- walk: compaction', '  node: 2'), 'bad-value', '6:11', /: 0$/],
  [
    'a block for a file that has none',
    steps('- write: auto_online_blocks', '  value: online', '  block: d0'),
    'misplaced-option',
    '7:5',
    /leave/,
  ],
  [
    'the priority of an injection that ends',
    steps('- inject: MEM_ONLINE', '  errno: 0', '  priority: 1'),
    'misplaced-option',
    '7:5',
    /leave/,
  ],
  ['an event in a step without any', steps('- signal:', '  during: MEM_ONLINE'), 'misplaced-option', '6:5', /online/],
  [
    'the zone of a node that is not there',
    steps('- online: d0', '  expect: { zone.present: { 3:Normal: 0 } }'),
    'bad-value',
    '6:31',
    /x86-64-128M has: 0/,
  ],
  [
    'a key that no max_pfn has',
    steps('- online: d0', '  expect: { max_pfn: { d0: 0 } }'),
    'bad-value',
    '6:26',
    /max_pfn/,
  ],
  [
    'pages that nobody observes',
    steps('- online: d0', '  expect: { page.online: { 0+512: 0 } }'),
    'bad-value',
    '6:30',
    /1572864/,
  ],
  [
    'a return value as a field',
    steps('- online: d0', '  expect: { result: { step: EBUSY } }'),
    'unknown-field',
    '6:15',
    /ret/,
  ],
  ['nothing at all', '', 'empty-file', '1:1', /copy a scenario/],
  ['nothing but comments', '# c\n\n', 'empty-file', '1:1', /copy a scenario/],
  ['2 MB of text', `title: ${'y'.repeat(2_000_000)}\n`, 'file-too-large', '1:1', /split/],
  ['bad indentation', `${head}steps:\n  - add: d0\n   - offline: d0\n`, 'yaml-syntax', '5:4', /line up/],
  ['fifty thousand brackets', `a: ${'['.repeat(50_000)}\n`, 'yaml-syntax', '1:', /five levels/],
  ['a tag', "title: !!js/function 'x'\nmachine: m\nsteps: [hibernate]\n", 'yaml-syntax', '1:8', /remove the tag/],
  ['a second document', `${head}steps: [hibernate]\n---\na: 1\n`, 'yaml-syntax', '', /one scenario a file/],
  ['a __proto__ key', `${head}steps: [hibernate]\n__proto__: { a: 1 }\n`, 'unknown-key', '4:1', /one of/],
];

test.each(cases)('%s is a problem with its place and a hint', (_what, text, code, place, hint) => {
  const [problem] = read(text);
  expect(problem?.code).toBe(code);
  expect(`${problem?.line}:${problem?.column}`).toContain(place);
  expect(problem?.hint).toMatch(hint);
});

test.each(cases)('%s fits on a screen', (_what, text) => {
  const problems = read(text);
  expect(problems.length).toBeLessThanOrEqual(4);
  for (const { message, hint, frame } of problems) {
    for (const line of [message, hint, ...frame.split('\n')]) expect(line.length).toBeLessThan(330);
    expect(message).not.toContain('\n');
  }
});

test('every wrong step of a fixture is told, not only the first', () => {
  const problems = read(steps('- onlin: d0', '- online: d7', '- offline: d0[3]'));
  expect(problems.map(({ line }) => line)).toEqual([5]);
  expect(read(steps('- online: d7', '- offline: d0[3]')).map(({ line }) => line)).toEqual([5, 6]);
});

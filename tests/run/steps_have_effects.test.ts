/** No step, option or switch does nothing: each is tried against the same scenario without it. */
import { describe, expect, test } from 'vitest';
import { configShape } from '../../harness/corpus/machine_schema.ts';
import { readFixture } from '../../harness/corpus/read_fixture.ts';
import { type Verb, verbs } from '../../harness/corpus/step_verbs.ts';
import { bootSession } from '../../harness/run/session.ts';
import { machines } from '../corpus/machines.ts';

interface Try {
  /** YAML of the steps before, as flow maps; then the step, and what stands in its place; then the steps after. */
  before?: string[];
  step: string;
  other?: string;
  after?: string[];
  machine?: string;
  config?: string;
  on?: string;
}

function trace(
  { before = [], after = [], machine = 'x86-64-128M', config = '', on = 'linux@6.1' }: Try,
  step?: string,
) {
  const steps = [...before, ...(step === undefined ? [] : [step]), ...after];
  const text = `title: t\nmachine: ${machine}\nconfig: { ${config} }\nsteps:\n${(steps.length ? steps : ['signal']).map((line) => `  - ${line}\n`).join('')}`;
  const { fixture, problems } = readFixture(text, 't/f', 'f.yaml', machines);
  expect(problems.map(({ line, message, hint }) => `${line}: ${message}; ${hint}`)).toEqual([]);
  const session = bootSession(fixture!.machine, on);
  const results = fixture!.steps.map((each) => session.step(each));
  const around = results.filter((_, i) => step === undefined || i !== before.length);
  const { k } = session;
  const work = new Map<string, number>();
  for (const { counters } of results)
    for (const [name, amount] of Object.entries(counters)) work.set(name, (work.get(name) ?? 0) + amount);
  return {
    rets: around.map(({ rets }) => rets),
    work: [...work].sort(),
    seen: session.observe(),
    during: results.map(({ observation }) => Object.keys(observation).filter((field) => field.startsWith('during'))),
    left: [
      k.signal_pending,
      k.image !== undefined,
      k.default_online_type,
      [...k.injectedFailures],
      [...k.notifierErrors],
    ],
    pages: [k.maps.page_flags, k.maps.page_use, k.maps.memmap].map((map) => map.present()),
    fault: session.fault?.message,
  };
}

const added = ['add: d0'];
const online = ['add: d0', 'online_movable: d0'];
const two = 'x86-64-two-nodes';

const tries: Record<string, Try> = {
  add: { step: '{ add: d0 }' },
  'add size': { step: '{ add: d0, size: 256 MiB }', other: '{ add: d0 }' },
  'add blocks': { step: '{ add: d0, blocks: 2 }', other: '{ add: d0 }' },
  'add node': { step: '{ add: d0, node: 1 }', other: '{ add: d0 }', machine: two },
  'add at': { step: '{ add: d0, at: 8 GiB }', other: '{ add: d0 }' },
  'add memmap_on_memory': { step: '{ add: d0, memmap_on_memory: false }', other: '{ add: d0 }' },
  online: { before: added, step: '{ online: d0 }' },
  online_kernel: { before: added, step: '{ online_kernel: d0 }', config: 'movable_node: true' },
  online_movable: { before: added, step: '{ online_movable: d0 }' },
  offline: { before: online, step: '{ offline: d0 }' },
  remove: { before: online, step: '{ remove: d0 }' },
  remove_memory: { before: added, step: '{ remove_memory: d0 }' },
  'remove_memory size': {
    before: ['{ add: d0, blocks: 2 }'],
    config: 'memmap_on_memory: off',
    step: '{ remove_memory: d0, size: 128 MiB }',
    other: '{ remove_memory: d0 }',
  },
  'remove_memory blocks': {
    before: ['{ add: d0, blocks: 2 }'],
    config: 'memmap_on_memory: off',
    step: '{ remove_memory: d0, blocks: 1 }',
    other: '{ remove_memory: d0 }',
  },
  inject: { step: '{ inject: MEM_GOING_ONLINE, errno: EBUSY }', after: online },
  'inject errno': {
    before: ['{ inject: MEM_GOING_ONLINE, errno: EBUSY }'],
    step: '{ inject: MEM_GOING_ONLINE, errno: 0 }',
    other: '{ inject: MEM_GOING_ONLINE, errno: ENOMEM }',
    after: online,
  },
  // Before the others or after them: how many subscribers are called.
  'inject priority': {
    step: '{ inject: MEM_GOING_ONLINE, errno: EBUSY, priority: 7 }',
    other: '{ inject: MEM_GOING_ONLINE, errno: EBUSY, priority: -7 }',
    after: online,
  },
  fail: { step: '{ fail: section_activate }', after: added },
  'fail errno': {
    step: '{ fail: add_memory_block, errno: EEXIST }',
    other: '{ fail: add_memory_block, errno: ENOMEM }',
    after: added,
  },
  'fail times': {
    step: '{ fail: section_activate, times: 2 }',
    other: '{ fail: section_activate }',
    after: ['add: d0', 'add: d1'],
  },
  occupy: { before: online, step: '{ occupy: d0 }' },
  'occupy use': { before: online, step: '{ occupy: d0, use: pinned }', other: '{ occupy: d0 }' },
  'occupy first': { before: online, step: '{ occupy: d0, first: V + 3 pages }', other: '{ occupy: d0 }' },
  'occupy nr': { before: online, step: '{ occupy: d0, nr: 2 pages }', other: '{ occupy: d0 }' },
  release: { before: [...online, '{ occupy: d0, first: V + 3 pages, nr: 9 pages }'], step: '{ release: d0 }' },
  'release first': {
    before: [...online, '{ occupy: d0, first: V, nr: 9 pages }'],
    step: '{ release: d0, first: V + 3 pages }',
    other: '{ release: d0 }',
  },
  'release nr': {
    before: [...online, '{ occupy: d0, first: V, nr: 9 pages }'],
    step: '{ release: d0, first: V, nr: 2 pages }',
    other: '{ release: d0, first: V }',
  },
  signal: { before: [...online, '{ occupy: d0 }'], step: 'signal', after: ['{ offline: d0 }'] },
  hibernate: { before: online, step: 'hibernate' },
  resume: { before: ['hibernate'], step: 'resume' },
  overwrite: { before: added, step: '{ overwrite: d0 }' },
  'overwrite size': {
    before: ['add: d0, d1'],
    step: '{ overwrite: d0, size: 256 MiB }',
    other: '{ overwrite: d0 }',
  },
  'overwrite blocks': { before: ['add: d0, d1'], step: '{ overwrite: d0, blocks: 2 }', other: '{ overwrite: d0 }' },
  memory_failure: { before: online, step: '{ memory_failure: d0 }' },
  'memory_failure first': { before: online, step: '{ memory_failure: d0, first: V }', other: '{ memory_failure: d0 }' },
  soft_offline: { before: online, step: '{ soft_offline: d0 }' },
  'soft_offline first': { before: online, step: '{ soft_offline: d0, first: V }', other: '{ soft_offline: d0 }' },
  walk: { before: online, step: '{ walk: pfn_to_online_page }' },
  'walk node': { before: online, step: '{ walk: compaction, node: 1 }', other: '{ walk: compaction }', machine: two },
  'walk zone': { before: online, step: '{ walk: compaction, zone: Movable }', other: '{ walk: compaction }' },
  'walk block': { before: ['add: d0, d1'], step: '{ walk: kpageflags, block: d1 }', other: '{ walk: kpageflags }' },
  write: { step: '{ write: auto_online_blocks, value: online }' },
  'write block': {
    before: ['add: d0, d1'],
    step: '{ write: state, block: d1, value: online }',
    other: '{ write: state, block: d0, value: online }',
  },
  'write value': {
    step: '{ write: auto_online_blocks, value: online_movable }',
    other: '{ write: auto_online_blocks, value: online }',
  },
  call: { step: '{ call: add_memory, dimm: d0 }' },
  'call dimm': { step: '{ call: add_memory, dimm: d1 }', other: '{ add: d1 }', before: ['add: d0'] },
  'call range': {
    before: ['add: d0', 'add: d1'],
    step: '{ call: remove_memory, range: d1 }',
    other: '{ call: remove_memory, range: d0 }',
  },
  'call first': {
    before: added,
    step: '{ call: online_pages, range: d0, first: 1 page }',
    other: '{ call: online_pages, range: d0 }',
  },
  'call nr': {
    before: added,
    step: '{ call: online_pages, range: d0, nr: 0 }',
    other: '{ call: online_pages, range: d0 }',
  },
  'call size': { step: '{ call: add_memory, dimm: d0, size: 256 MiB }', other: '{ call: add_memory, dimm: d0 }' },
  'call blocks': { step: '{ call: add_memory, dimm: d0, blocks: 2 }', other: '{ call: add_memory, dimm: d0 }' },
  'call node': {
    machine: two,
    step: '{ call: add_memory, dimm: d0, node: 1 }',
    other: '{ call: add_memory, dimm: d0 }',
  },
  'call at': { step: '{ call: add_memory, dimm: d0, at: 8 GiB }', other: '{ call: add_memory, dimm: d0 }' },
  'call memmap_on_memory': {
    step: '{ call: add_memory, dimm: d0, memmap_on_memory: true }',
    other: '{ call: add_memory, dimm: d0 }',
  },
  'call online_type': {
    before: added,
    step: '{ call: online_pages, range: d0, online_type: online_movable }',
    other: '{ call: online_pages, range: d0 }',
  },
};

/** What holds pages in a real guest; the model is told the `use` they are in. */
const inGuests = ['occupy by'];

const wanted = Object.entries(verbs as Record<string, Verb>).flatMap(([verb, { options }]) => [
  verb,
  ...options.map((option) => `${verb} ${option}`).filter((name) => !inGuests.includes(name)),
]);

test('every step and every option of it is tried', () => {
  expect(Object.keys(tries).sort()).toEqual([...wanted].sort());
});

test.each(wanted)('%s changes what is done or what is there', (name) => {
  const each = tries[name]!;
  expect(trace(each, each.step)).not.toEqual(trace(each, each.other));
});

const walkers = (verbs.walk.value as unknown as { options: string[] }).options;

test.each(walkers)('walk: %s does work, and its own', (walker) => {
  const each: Try = { before: online, step: `{ walk: ${walker} }`, config: 'kasan: true' };
  expect(trace(each, each.step)).not.toEqual(trace(each));
  const another = `{ walk: ${walker === 'kpageflags' ? 'kmemleak' : 'kpageflags'} }`;
  expect(trace(each, each.step)).not.toEqual(trace(each, another));
});

test('an observation during an event is taken where the event comes', () => {
  const each: Try = { before: added, step: '{ online: d0, during: MEM_ONLINE }', other: '{ online: d0 }' };
  expect(trace(each, each.step).during).not.toEqual(trace(each, each.other).during);
});

describe('every switch of a machine is read', () => {
  const life = ['add: d0', 'online: d0', 'memory_failure: d0', 'hibernate', 'offline: d0'];
  const fresh = ['{ add: d0, node: 1 }', '{ online: d0 }'];
  const switches: Record<keyof typeof configShape, [config: string, other: string, steps: string[], machine?: string]> =
    {
      memmap_on_memory: ['memmap_on_memory: off', 'memmap_on_memory: on', life],
      debug_vm: ['debug_vm: true', '', life],
      kasan: ['kasan: true', '', life],
      page_ext: ['page_ext: true', '', life],
      movable_node: ['movable_node: true', '', life],
      default_online: ['default_online: online_movable', '', life],
      online_policy: ['online_policy: auto-movable', '', life],
      auto_movable_ratio: ['online_policy: auto-movable, auto_movable_ratio: 0', 'online_policy: auto-movable', life],
      auto_movable_numa_aware: [
        'online_policy: auto-movable, auto_movable_numa_aware: false',
        'online_policy: auto-movable',
        fresh,
        'x86-64-fresh-node',
      ],
      dirty_memory: ['dirty_memory: true', '', ['add: d0']],
      memory_failure: ['memory_failure: false', '', life],
      hibernation: ['hibernation: false', '', life],
    };

  test.each(Object.keys(configShape) as (keyof typeof configShape)[])('%s', (key) => {
    const [config, other, after, machine = 'x86-64-128M'] = switches[key];
    const on = key === 'dirty_memory' ? 'linux@5.12' : 'linux@6.1';
    const run = (chosen: string) => trace({ step: '', after, machine, config: chosen, on });
    expect(run(config)).not.toEqual(run(other));
  });
});

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFixtures } from '../../../harness/oracle/live/find_fixtures.ts';
import { scenariosOf } from '../../../harness/oracle/live/from_fixture.ts';
import type { LiveScenario } from '../../../harness/oracle/live/scenario.ts';
import { RecordingError } from '../../../harness/oracle/recording.ts';
import { temporaryFolder } from '../../temporary_folder.ts';

const folder = temporaryFolder();

function written(text: string): string {
  const file = join(folder, 'made_up.yaml');
  writeFileSync(file, text);
  return file;
}

async function scenarios(word: string): Promise<LiveScenario[]> {
  return (await findFixtures(word)).flatMap(({ fixture, named }) => scenariosOf(fixture, named));
}

const head = 'title: t\nmachine: x86-64-128M\n';
const steps = async (...lines: string[]): Promise<LiveScenario['steps']> => {
  const [one] = await scenarios(written(`${head}guest: {}\nsteps:\n${lines.map((line) => `  ${line}\n`).join('')}`));
  return one!.steps;
};

describe('a fixture for a real guest', () => {
  test('is on a machine with as much memory, its DIMMs where QEMU puts them, its blocks by their names', async () => {
    const [one] = await scenarios('round-trip/movable');
    expect(one!.guest).toMatchObject({ mem: '4G', memmapOnMemory: '1', defaultState: 'offline', nodes: [] });
    expect(one!.steps[0]?.ops).toEqual([{ op: 'add', dimm: 'd0', bytes: 2 ** 27, node: 0 }]);
    expect(one!.steps[1]?.ops).toEqual([{ op: 'online_movable', block: 'd0[0]' }]);
  });

  test('has an address above the first DIMM where it says one, and blocks by number counted from there', async () => {
    const [added, block] = await steps('- { add: d0, size: 128 MiB, at: S + 256 MiB }', '- online: block 50');
    expect(added!.ops).toEqual([{ op: 'add', dimm: 'd0', bytes: 2 ** 27, node: 0, at: 2 ** 28 }]);
    expect(block!.ops).toEqual([{ op: 'online', block: 'first[2]' }]);
  });

  test('has blocks of 2 GiB on a guest whose memory ends on a multiple of that', async () => {
    const [one] = await scenarios('round-trip/2g-block');
    expect(one!.guest).toMatchObject({ mem: '66G', append: 'memmap=60G$6G' });
  });

  test('has the switches of its machine on the command line', async () => {
    const text = 'config: { online_policy: auto-movable, auto_movable_ratio: 20, auto_movable_numa_aware: false }\n';
    const [one] = await scenarios(written(`${head}${text}steps: [signal]\n`));
    expect(one!.guest.append).toBe(
      'memory_hotplug.online_policy=auto-movable memory_hotplug.auto_movable_ratio=20 memory_hotplug.auto_movable_numa_aware=N',
    );
  });

  test('is done with each value of memmap_on_memory that it lists', async () => {
    const read = await scenarios(written(`${head}guest: { memmap_on_memory: [on, off] }\nsteps: [signal]\n`));
    expect(read.map(({ name, guest }) => [name, guest.memmapOnMemory])).toEqual([
      ['made_up_mom1', '1'],
      ['made_up_mom0', '0'],
    ]);
  });

  test('takes pages as it says, and gives back the same', async () => {
    const [, taken, given] = await steps(
      '- do: [{ add: d0, size: 128 MiB }, { online_movable: d0 }]',
      '- { occupy: d0, by: mlock, first: V, nr: 20 MiB }',
      '- release: d0',
    );
    const { name } = taken!.ops[0] as { name: string };
    expect(taken!.ops).toEqual([{ op: 'hold', name, kind: 'mlock', number: 20 }]);
    expect(given!.ops).toEqual([{ op: 'drop', name }]);
  });

  test('is looked at in flight where its offline waits for a signal', async () => {
    const [, seen] = await steps(
      '- { add: d0, size: 128 MiB }',
      '- { do: [signal, { offline: d0 }], during: MEM_GOING_OFFLINE }',
    );
    expect(seen!.ops).toEqual([{ op: 'signal' }, { op: 'offline', block: 'd0[0]', inFlight: true }]);
    await expect(steps('- { add: d0, size: 128 MiB }', '- { offline: d0, during: MEM_GOING_OFFLINE }')).rejects.toThrow(
      /made_up\.yaml:6: a real guest cannot be looked at during MEM_GOING_OFFLINE/,
    );
  });

  test('is refused where a guest cannot do it, with file and line', async () => {
    await expect(scenarios('not-eligible/arm64-64k')).rejects.toThrow('no guest here is of arm64');
    await expect(scenarios('hibernation/offline-block')).rejects.toThrow(
      /hibernation\/offline-block\.yaml:\d+: a real guest cannot hibernate/,
    );
  });

  test('is refused with line and column where it cannot be read', async () => {
    const file = written(`${head}guest: {}\nsteps:\n  - add: d0\n  - onlin: d0\n`);
    await expect(scenarios(file)).rejects.toThrow(RecordingError);
    await expect(scenarios(file)).rejects.toThrow(/made_up\.yaml:6:5: no step `onlin`/);
  });

  test('of fixtures/live goes by its name, and one variant by that of its recording', async () => {
    expect((await scenarios('gap_reused')).map(({ named }) => named)).toEqual(['gap_reused_mom1', 'gap_reused_mom0']);
    const [found] = await findFixtures('gap_reused_mom0');
    expect(found).toMatchObject({ named: 'gap_reused', variant: '0' });
  });

  test.each(readdirSync('fixtures/live'))('%s can be done', async (file) => {
    expect(await scenarios(join('fixtures/live', file))).not.toEqual([]);
  });
});

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseOps, readScenarios } from '../../../harness/oracle/live/scenario.ts';
import { RecordingError } from '../../../harness/oracle/recording.ts';
import { temporaryFolder } from '../../temporary_folder.ts';

const folder = temporaryFolder();

function written(text: string): string {
  const file = join(folder, 'made_up.yaml');
  writeFileSync(file, text);
  return file;
}

describe('a scenario for the recorder', () => {
  test('says what is done in words', () => {
    expect(parseOps('add d0 128M node 1 at +256M dirty')).toEqual([
      { op: 'add', dimm: 'd0', bytes: 2 ** 27, node: 1, at: 2 ** 28, dirty: true },
    ]);
    expect(parseOps('online_movable d0 d1[2]')).toEqual([
      { op: 'online_movable', block: 'd0' },
      { op: 'online_movable', block: 'd1[2]' },
    ]);
    expect(parseOps('offline 48 and look')).toEqual([{ op: 'offline', block: 48, inFlight: true }]);
    expect(parseOps('write state d0 online')).toEqual([{ op: 'write', file: 'state', block: 'd0', value: 'online' }]);
  });

  test('has the kernel walk over memory, by the walkers there are', () => {
    expect(parseOps('walk kmemleak')).toEqual([{ op: 'walk', walker: 'kmemleak' }]);
    expect(() => parseOps('walk everything')).toThrow(/"walk everything" is not understood/);
  });

  test('is two where memmap_on_memory lists two values', () => {
    const read = readScenarios(written('about: x\nguest: {memmap_on_memory: [1, 0]}\nsteps: [add d0 128M]\n'));
    expect(read.map(({ name, guest }) => [name, guest.memmapOnMemory])).toEqual([
      ['made_up_mom1', '1'],
      ['made_up_mom0', '0'],
    ]);
  });

  test('with a step that is not understood is refused with line and column', () => {
    const file = written('about: x\nsteps:\n  - add d0 128M\n  - onlin d0\n');
    expect(() => readScenarios(file)).toThrow(RecordingError);
    expect(() => readScenarios(file)).toThrow(/made_up\.yaml:4:5: "onlin d0" is not understood; write one of/);
  });

  test.each(readdirSync('fixtures/live'))('%s is understood', (file) => {
    expect(readScenarios(join('fixtures/live', file)).length).toBeGreaterThan(0);
  });
});

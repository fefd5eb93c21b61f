import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadRecordings } from '../../harness/oracle/load.ts';
import { formatRecording } from '../../harness/oracle/write.ts';

const folder = 'fixtures/recordings';
const recordings = loadRecordings(folder);

describe('the recordings brought in', () => {
  test('are there for every base and for designs built in', () => {
    const stacks = recordings.map(({ as }) => as);
    expect(new Set(stacks.map((as) => as.split('+')[0]))).toEqual(new Set(['linux@5.12', 'linux@6.1', 'linux@6.12']));
    for (const design of ['oscar@v5', 'michal@reserve', 'michal@mark-section-online', 'david@poc'])
      expect(stacks).toContain(`linux@6.1+${design}`);
  });

  test.each(recordings.map((recording) => [recording.id, recording] as const))(
    '%s is in the form that the importer writes',
    (_, recording) => {
      expect(formatRecording(recording)).toBe(readFileSync(recording.file, 'utf8'));
    },
  );

  test.each(recordings.map((recording) => [recording.id, recording] as const))(
    '%s lies where its name says',
    (_, { id, file }) => {
      expect(file).toBe(`${folder}/${id}.yaml`);
    },
  );

  test('stay small enough to be reviewed', () => {
    const sizes = recordings.map(({ file }) => statSync(file).size);
    expect(Math.max(...sizes)).toBeLessThan(20_000);
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThan(10_000);
  });

  test('can be chosen by id', () => {
    expect(loadRecordings(folder, (id) => id.startsWith('cloud61/basic')).map(({ id }) => id)).toEqual([
      'cloud61/basic_mom0',
      'cloud61/basic_mom1',
    ]);
  });
});

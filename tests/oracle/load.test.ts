import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadRecordings } from '../../harness/oracle/load.ts';
import { formatRecording } from '../../harness/oracle/write.ts';

const folder = 'fixtures/recordings';
const recordings = loadRecordings(folder);

describe('the recordings brought in', () => {
  test('are there for both releases and for designs built in', () => {
    expect(new Set(recordings.map(({ as }) => as))).toEqual(
      new Set([
        'linux@6.1',
        'linux@6.12',
        'linux@6.1+oscar@v5',
        'linux@6.1+michal@reserve',
        'linux@6.1+michal@mark-section-online',
        'linux@6.1+david@poc',
      ]),
    );
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
    const bytes = recordings.reduce((sum, { file }) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(1_600_000);
  });

  test('can be chosen by id', () => {
    expect(loadRecordings(folder, (id) => id.startsWith('cloud61/basic')).map(({ id }) => id)).toEqual([
      'cloud61/basic_mom0',
      'cloud61/basic_mom1',
    ]);
  });
});

import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadRecordings } from '../../harness/oracle/load.ts';
import { formatRecording } from '../../harness/oracle/write.ts';
import { recordings } from './recordings.ts';

const folder = 'fixtures/recordings';

describe('the recordings brought in', () => {
  test.each([
    'linux@6.1',
    'linux@6.12',
    'linux@6.1+oscar@v5',
    'linux@6.1+david@poc',
    'linux@5.12+unpatched',
    'linux@5.12+oscar@v5',
    'linux@5.12+david@v10',
    'linux@5.12+michal@reserve',
    'linux@5.12+michal@pfn-block',
    'linux@5.12+michal@mark-section-online',
  ])('are there for %s', (stack) => {
    expect(recordings.some(({ as }) => as === stack)).toBe(true);
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

  test('are each small enough to be reviewed', () => {
    const large = recordings.filter(({ file }) => statSync(file).size > 32_000);
    expect(large.map(({ id }) => id)).toEqual([]);
  });

  test('can be chosen by id', () => {
    expect(loadRecordings(folder, (id) => id.startsWith('cloud61/basic')).map(({ id }) => id)).toEqual([
      'cloud61/basic_mom0',
      'cloud61/basic_mom1',
    ]);
  });
});

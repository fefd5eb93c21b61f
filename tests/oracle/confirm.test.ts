import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { confirm } from '../../harness/oracle/confirm.ts';
import { loadRecordings } from '../../harness/oracle/load.ts';
import { type Confirmed, evidenceFile } from '../../harness/run/evidence.ts';

const recordings = loadRecordings('fixtures/recordings');

test('the evidence written down is what the recordings confirm now; else run conform --update-evidence', () => {
  const written = JSON.parse(readFileSync(evidenceFile, 'utf8')) as Confirmed;
  expect(written.functions).toEqual(confirm(recordings).functions);
});

test('a recording with a difference confirms nothing', () => {
  const basic = recordings.find(({ id }) => id === 'cloud61/basic_mom1')!;
  const other = structuredClone(basic);
  other.steps[3]!.observation['max_pfn'] = { max_pfn: 1 };
  expect(Object.keys(confirm([basic]).functions)).toContain('mm/memory_hotplug/online:online_pages_locked');
  expect(confirm([other]).functions).toEqual({});
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { confirm } from '../../harness/oracle/confirm.ts';
import { notConfirmedBy } from '../../harness/oracle/not_confirmed.ts';
import { type Confirmed, evidenceFile } from '../../harness/run/evidence.ts';
import { baseTable } from '../../harness/run/hunks.ts';
import { confirmedNow, recordings } from './recordings.ts';

test('the evidence written down is what the recordings confirm now; else run conform --update-evidence', () => {
  const written = JSON.parse(readFileSync(evidenceFile, 'utf8')) as Confirmed;
  expect(written.functions).toEqual(confirmedNow().functions);
});

test('a recording with a difference confirms nothing', () => {
  const basic = recordings.find(({ id }) => id === 'cloud61/basic_mom1')!;
  const other = structuredClone(basic);
  other.steps[3]!.observation['max_pfn'] = { max_pfn: 1 };
  expect(Object.keys(confirm([basic]).functions)).toContain('mm/memory_hotplug/online:online_pages');
  expect(confirm([other]).functions).toEqual({});
});

test('a recording of 5.10 confirms no function that v5.11 or v5.12 changed', () => {
  const older = recordings.find(({ id }) => id === 'cloud510/gap_reused')!;
  const confirmed = Object.keys(confirm([older]).functions);
  expect(confirmed).toContain('mm/memory_hotplug/zone_span:shrink_zone_span');
  expect(confirmed).not.toContain('mm/memory_hotplug/offline:offline_pages');
  const newer = { ...older, kernel: { ...older.kernel, release: '5.12.9' } };
  expect(Object.keys(confirm([newer]).functions)).toContain('mm/memory_hotplug/offline:offline_pages');
});

test('every function that a recording is said not to confirm is one of the model', () => {
  const ids = [...baseTable().values()].map(({ file, name }) => `${file}:${name}`);
  const named = Object.values(notConfirmedBy).flatMap((changes) => changes.flatMap(({ functions }) => functions));
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});

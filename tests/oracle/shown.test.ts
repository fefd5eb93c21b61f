import { expect, test } from 'vitest';
import { loadRecordings } from '../../harness/oracle/load.ts';
import type { Recording } from '../../harness/oracle/recording.ts';
import { shownIn } from '../../harness/oracle/shown.ts';
import { readConfirmed } from '../../harness/run/evidence.ts';

const recorded = (wanted: string): Recording => loadRecordings('fixtures/recordings', (id) => id === wanted)[0]!;
const design = 'michal@mark-section-online';
/** Its block 49 is offline when block 50 goes: ZONE_MOVABLE is left at 65024 pages, whose second half are block 49's. */
const threeBlocks = recorded('built510-michal-mark-section-online/unpoisoned_three_blocks');
const invariants = (recording: Recording): string[] =>
  Object.keys(shownIn([recording])[design] ?? {}).map((signature) => signature.split(' ')[0]!);

test('a recording shows what breaks over values that it holds, under the ways to get there', () => {
  const shown = shownIn([threeBlocks])[design] ?? {};
  const [edges] = Object.entries(shown).filter(([signature]) => signature.startsWith('span/zone-edges '));
  expect(edges?.[0]).toContain('shrink_zone_span');
  expect(edges?.[1]).toEqual([threeBlocks.id]);
});

test('nothing of what no recorder looks at', () => {
  expect(invariants(threeBlocks).filter((id) => /^(locks|notifiers|memmap|hibernation)\//.test(id))).toEqual([]);
});

test('nothing where the recording has not the fields', () => {
  const steps = threeBlocks.steps.map((step) => ({
    ...step,
    observation: { result: step.observation['result'] ?? {} },
  }));
  expect(invariants({ ...threeBlocks, steps })).toEqual([]);
});

test('a recording that differs shows nothing', () => {
  const steps = threeBlocks.steps.map((step) => ({
    ...step,
    observation: { ...step.observation, max_pfn: { max_pfn: 1 } },
  }));
  expect(shownIn([{ ...threeBlocks, steps }])).toEqual({});
});

test('a kernel without a design shows nothing of one', () => {
  expect(shownIn([recorded('built510-none/one_block_mom1')])).toEqual({});
});

test('what is written down is what the recordings show now; else run conform --update-evidence', () => {
  // Debian's kernels have no design built in, and say nothing of one.
  const built = (id: string): boolean => !/^(cloud|full)\d|-none\//.test(id);
  expect(readConfirmed().shown).toEqual(shownIn(loadRecordings('fixtures/recordings', built)));
}, 300_000);

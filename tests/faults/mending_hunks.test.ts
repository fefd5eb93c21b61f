import { expect, test } from 'vitest';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { mendingHunks } from '../../harness/faults/mending_hunks.ts';
import { faultsOf } from '../../harness/faults/of_design.ts';
import { subjectOf } from '../../harness/faults/subject.ts';

const { fixtures } = await loadCorpus({ globs: ['failed-add/block-device*'] });
const [v10, merged] = ['david@v10', 'david@v6.7'].map((id) => subjectOf(id, 'linux@5.12')) as [
  ReturnType<typeof subjectOf>,
  ReturnType<typeof subjectOf>,
];
const faults = faultsOf({ subject: v10, fixtures, told: new Map() });
const fault = faults.find(({ id }) => id.endsWith('/altmap-on-failed-add'))!;
const scenario = fixtures.find(({ id }) => id === fault.scenario.fixture)!;

// v6.7 frees the altmap of a failed add itself: mm/memory_hotplug.c:add_memory_resource.
test('of all that a later revision changes only the function that mends the fault is named', () => {
  expect(mendingHunks(fault, scenario, v10, merged)).toEqual(['add_memory_resource']);
});

test('what the other design does wrong too is mended by nothing', () => {
  expect(mendingHunks(fault, scenario, v10, subjectOf('oscar@v5', 'linux@5.12'))).toBeUndefined();
});

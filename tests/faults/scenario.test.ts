import { expect, test } from 'vitest';
import { loadCorpus, loadMachines } from '../../harness/corpus/load.ts';
import { readFixture } from '../../harness/corpus/read_fixture.ts';
import { faultsOf } from '../../harness/faults/of_design.ts';
import { probe } from '../../harness/faults/probe.ts';
import { subjectOf } from '../../harness/faults/subject.ts';

test('the scenario of a fault is a fixture file that shows it', async () => {
  const { fixtures } = await loadCorpus({
    globs: ['full-section/and-shared-veto-after-span', 'failed-add/block-device*'],
  });
  const { machines } = await loadMachines();
  const subject = subjectOf('david@v10', 'linux@5.12');
  const faults = faultsOf({ subject, fixtures, told: new Map() });
  expect(faults.length).toBeGreaterThan(1);
  for (const { id, scenario, firstWrong } of faults) {
    const { fixture, problems } = readFixture(scenario.document.join('\n'), 'cut', 'cut.yaml', machines);
    expect([id, problems]).toEqual([id, []]);
    const layers = subject.layers.map(({ patch }) => patch);
    const seen = probe(fixture!, subject.stack, layers).sightings.map(({ violation }) => violation.invariant);
    expect([id, seen.includes(firstWrong.invariant)]).toEqual([id, true]);
  }
});

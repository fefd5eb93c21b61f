/** What an interdiff says of faults: those of the two designs, and nothing else is run. */
import { faultsBetween, type InterdiffFaults } from '../analysis/interdiff_faults.ts';
import { indexReport } from '../analysis/report_index.ts';
import { asJson, type Cache, keyOf, openCache, remembered } from '../cache/cache.ts';
import { loadMachines } from '../corpus/load.ts';
import { readFixture } from '../corpus/read_fixture.ts';
import { mendingHunks } from '../faults/mending_hunks.ts';
import { subjectOf } from '../faults/subject.ts';
import type { Fault } from '../types/fault.ts';
import type { Fixture } from '../types/scenario.ts';
import { chooseDesigns } from './choose_designs.ts';
import { computeReport, inputKey, type Task } from './compute.ts';
import { prepare, type Selection } from './prepare.ts';

export async function computeInterdiffFaults(
  designs: [before: string, after: string],
  selection: Pick<Selection, 'base' | 'fixture'>,
): Promise<InterdiffFaults> {
  const wanted: Selection = { ...selection, design: designs, without: [] };
  const chosen = await chooseDesigns(wanted);
  try {
    const task = await prepare(wanted, chosen);
    const cache = openCache();
    const key = keyOf(inputKey(task), designs, 'interdiff');
    return await remembered(cache, key, asJson, () => compute(task, designs, cache));
  } finally {
    await chosen.close();
  }
}

async function compute(task: Task, designs: [string, string], cache: Cache): Promise<InterdiffFaults> {
  const report = await computeReport(
    task,
    { faults: true, claims: false, growth: false, costs: false, proofs: false },
    cache,
  );
  const { machines } = await loadMachines();
  const [before, after] = designs.map((id) => subjectOf(id, task.header.base));
  const scenarioOf = ({ id, scenario, firstWrong }: Fault): Fixture | undefined => {
    const cut = readFixture(scenario.document.join('\n'), scenario.fixture, id, machines).fixture;
    // What is expected of a step stands in the fixture alone.
    const whole = firstWrong.invariant.startsWith('expectation') || cut === undefined;
    return whole ? task.fixtures.find((one) => one.id === scenario.fixture) : cut;
  };
  const mending = (fault: Fault): string[] | undefined => {
    const scenario = scenarioOf(fault);
    return scenario && mendingHunks(fault, scenario, before!, after!);
  };
  return faultsBetween(indexReport(report), designs, mending);
}

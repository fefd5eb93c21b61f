import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Fixture, Machine } from '../types/scenario.ts';
import { leaveWith } from './exit.ts';
import { eachScenario, guarded, type LiveOptions } from './record_live.ts';
import { note } from './terminal.ts';

/** Moves in a walk: a guest that dies, or ^C, costs no more than those. */
const longest = 60;

/**
 * Makes a kernel go every transition of the graph that no recording of it has, walk by walk, each written when it is done:
 * the next run goes on from there. Leaves with 1 when the kernel does otherwise than the model.
 */
export async function recordCover(options: LiveOptions): Promise<void> {
  const { coverWalks } = await import('../explore/cover.ts');
  const { coverFixtures } = await import('../explore/cover_fixture.ts');
  const { loadMachines } = await import('../corpus/load.ts');
  const { conform } = await import('../oracle/conform.ts');
  const { coverBounds, graphToCover, transitionsSeen } = await import('../oracle/covered.ts');
  const { recordingOf } = await import('../oracle/import/import.ts');
  const { stackOfRelease } = await import('../oracle/import/provenance.ts');
  const { findKernel } = await import('../oracle/live/debian.ts');
  const { scenariosOf } = await import('../oracle/live/from_fixture.ts');
  const { withGuest } = await import('../oracle/live/pool.ts');
  const { recordLive } = await import('../oracle/live/record.ts');
  const { loadRecordings } = await import('../oracle/load.ts');
  const { formatRecording } = await import('../oracle/write.ts');
  const { writeWhole } = await import('../oracle/write_whole.ts');
  const { bootSession } = await import('../run/session.ts');
  await guarded(async () => {
    const machine = (await loadMachines()).machines.get(coverBounds.machine) as Machine;
    const kernel = findKernel(options.kernel ?? 'cloud61', options.modules);
    const [likeAll] = scenariosOf(emptyOn(machine)) as [ReturnType<typeof scenariosOf>[number]];
    const release = await withGuest(kernel, likeAll.guest, async (_, { about }) => about.release);
    const as = options.as ?? stackOfRelease(release, kernel.named);
    const graph = graphToCover(as, machine);
    const folder = options.out ?? join('fixtures', 'recordings', kernel.name);
    const before = loadRecordings(folder).filter((each) => each.as === as && each.kernel.release === release);
    const alike = before.filter((each) => conform(each, bootSession).different === 0);
    const seen = new Set(alike.flatMap((each) => transitionsSeen(each, graph, machine)));
    const told = () => `${seen.size} of ${graph.transitions} transitions of ${as} confirmed`;
    note(`${kernel.name}: ${told()}`);
    const names = namesIn(folder);
    const fixtures = coverFixtures(graph, machine, coverWalks(graph, longest, seen), seen);
    if (fixtures.length === 0) return;
    const scenarios = fixtures.flatMap((fixture) => scenariosOf({ ...fixture, id: names() }));
    await eachScenario(scenarios, async (scenario) => {
      const source = await recordLive(kernel, scenario, { onStep: () => {} });
      const recording = recordingOf(source, scenario.name, as);
      writeWhole(join(folder, `${recording.scenario}.yaml`), formatRecording(recording));
      const { different, compared } = conform(recording, bootSession);
      if (different === 0) for (const at of transitionsSeen(recording, graph, machine)) seen.add(at);
      else leaveWith('gate');
      note(
        `${recording.id}: ${recording.steps.length - 1} looks, ${different} of ${compared} values differ; ${told()}`,
      );
      return source;
    });
  });
}

const emptyOn = (machine: Machine): Fixture => ({
  id: 'cover',
  title: '',
  about: '',
  topic: 'explore',
  file: '',
  hash: '',
  machine,
  claims: [],
  steps: [],
});

/** `cover_01` and so on, without those that are there. */
function namesIn(folder: string): () => string {
  let number = 0;
  return () => {
    for (;;) {
      const name = `cover_${String(++number).padStart(2, '0')}`;
      if (!existsSync(join(folder, `${name}.yaml`))) return name;
    }
  };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadCorpus } from '../corpus/load.ts';
import { projectRoot } from '../corpus/root.ts';
import type { KnownFaults } from '../explore/causes.ts';
import type { Fixture } from '../types/scenario.ts';
import { loadReport } from './report.ts';

/**
 * What the committed comparison knows of faults, with the fixtures that show them. Nothing on another release, or in a
 * package without reports/.
 */
export async function knownFromCorpus(base: string): Promise<KnownFaults | undefined> {
  const file = join(projectRoot(), 'reports', 'baseline.jsonl');
  if (!existsSync(file)) return undefined;
  const { header, faults, results } = loadReport(file);
  if (header.base !== base || faults === undefined) return undefined;
  const { fixtures } = await loadCorpus();
  const byId = new Map(fixtures.map((fixture) => [fixture.id, fixture]));
  const its = (id: string): Fixture[] => [byId.get(id)].filter((fixture) => fixture !== undefined);
  return {
    designs: header.designs.map(({ id }) => id),
    faults: faults.flatMap(({ id, designs, function: name, scenario }) =>
      its(scenario.fixture).map((fixture) => ({ id, designs, function: name, fixture })),
    ),
    broken: results.flatMap(({ design, fixture: id, violations }) =>
      its(id).flatMap((fixture) => violations.map(({ invariant }) => ({ design, invariant, fixture }))),
    ),
  };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadCorpus } from '../corpus/load.ts';
import { projectRoot } from '../corpus/root.ts';
import type { Known } from '../explore/causes.ts';
import { loadReport } from './report.ts';

/**
 * What the committed comparison knows of faults, with the fixtures that show them. Nothing on another release, or in a
 * package without reports/.
 */
export async function knownFromCorpus(base: string): Promise<Known | undefined> {
  const file = join(projectRoot(), 'reports', 'baseline.jsonl');
  if (!existsSync(file)) return undefined;
  const { header, faults } = await loadReport(file);
  if (header.base !== base || faults === undefined) return undefined;
  const { fixtures } = await loadCorpus();
  const known = faults.flatMap(({ id, designs, scenario }) => {
    const fixture = fixtures.find((each) => each.id === scenario.fixture);
    return fixture ? [{ id, designs, fixture }] : [];
  });
  return { designs: header.designs.map(({ id }) => id), faults: known };
}

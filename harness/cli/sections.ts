import type { Fixture } from '../corpus/types.ts';
import type { Report } from '../report/report.ts';

/** Decides the claims of the thread and measures how work grows, for the designs of the report; puts both into it. */
export async function addSections(report: Report, fixtures: readonly Fixture[]): Promise<void> {
  const { base, designs } = report.header;
  const ids = designs.map(({ id }) => id);
  const { readLedger } = await import('./claims.ts');
  const { decideAll } = await import('../claims/ledger.ts');
  const { loreLink } = await import('../claims/load.ts');
  const { runSource } = await import('../claims/runs.ts');
  const { measureGrowth } = await import('../cost/growth.ts');
  const { reportClaims, reportGrowth } = await import('../report/sections.ts');
  const decided = decideAll(await readLedger(), { source: runSource(fixtures, base), base });
  report.claims = reportClaims(decided, ids, loreLink);
  report.growth = reportGrowth(measureGrowth(ids, (design) => `${base}+${design}`));
}

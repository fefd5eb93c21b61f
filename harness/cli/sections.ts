import type { Report, ReportClaim, ReportGrowth } from '../types/report.ts';
import type { Fixture } from '../types/scenario.ts';

/** What is worked out beside the runs of a report. */
export interface Sections {
  claims: boolean;
  growth: boolean;
}

/** The report with the claims of the thread decided, and how work grows measured, for its designs. */
export async function withSections(
  report: Report,
  fixtures: readonly Fixture[],
  { claims, growth }: Sections,
): Promise<Report> {
  return {
    ...report,
    ...(claims ? { claims: await decided(report, fixtures) } : {}),
    ...(growth ? { growth: await measured(report) } : {}),
  };
}

async function decided({ header }: Report, fixtures: readonly Fixture[]): Promise<ReportClaim[]> {
  const { base, designs } = header;
  const { readLedger } = await import('./claims.ts');
  const { decideAll } = await import('../claims/ledger.ts');
  const { loreLink } = await import('../claims/load.ts');
  const { runSource } = await import('../claims/runs.ts');
  const { reportClaims } = await import('../compare/report_sections.ts');
  const all = decideAll(await readLedger(), { source: runSource(fixtures, base), base });
  const ids = designs.map(({ id }) => id);
  return reportClaims(all, ids, loreLink);
}

async function measured({ header }: Report): Promise<ReportGrowth[]> {
  const { measureGrowth } = await import('../cost/growth.ts');
  const { reportGrowth } = await import('../compare/report_sections.ts');
  const ids = header.designs.map(({ id }) => id);
  return reportGrowth(measureGrowth(ids, (design) => `${header.base}+${design}`));
}

import type { Report, ReportResult } from '../types/report.ts';
import { namesOf, packResult, reportNames } from './pack_result.ts';

/**
 * The report as JSON Lines: a header, per fixture one line `fixture`, one line `result` per design and, where
 * observations were kept, one line `trace`; the feature-off line, a footer with counts. The one source:
 * {@link import('./read_jsonl.ts').readJsonl} gives back an equal report.
 */
export function renderJsonl(report: Report): string {
  const names = reportNames(report);
  const numbered = namesOf(names);
  const lines: unknown[] = [{ type: 'header', ...report.header, names }];
  const traces = new Map(report.traces?.map((trace) => [trace.fixture, trace]));
  const results = byFixture(report.results);
  for (const fixture of report.fixtures) {
    lines.push({ type: 'fixture', ...fixture });
    const [first, ...others] = results.get(fixture.fixture) ?? [];
    if (first === undefined) continue;
    for (const result of [first, ...others]) lines.push({ type: 'result', ...packResult(result, first, numbered) });
    const trace = traces.get(fixture.fixture);
    if (trace) lines.push({ type: 'trace', ...trace });
  }
  lines.push({ type: 'featureOff', ...report.featureOff });
  if (report.claims) lines.push({ type: 'claims', claims: report.claims });
  if (report.growth) lines.push({ type: 'growth', growth: report.growth });
  const counts = { fixtures: report.fixtures.length, results: report.results.length, traces: traces.size };
  lines.push({ type: 'footer', ...counts });
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

function byFixture(results: readonly ReportResult[]): Map<string, ReportResult[]> {
  const groups = new Map<string, ReportResult[]>();
  for (const result of results) {
    const group = groups.get(result.fixture);
    if (group) group.push(result);
    else groups.set(result.fixture, [result]);
  }
  return groups;
}

import type { Report } from './report.ts';

/**
 * The report as JSON Lines: a header, per fixture one line `fixture` and one line `result` per design, the feature-off
 * line, a footer with counts. The one source: {@link import('./read_jsonl.ts').readJsonl} gives back an equal report.
 */
export function renderJsonl(report: Report): string {
  const lines: unknown[] = [{ type: 'header', ...report.header }];
  for (const fixture of report.fixtures) {
    lines.push({ type: 'fixture', ...fixture });
    for (const result of report.results) {
      if (result.fixture === fixture.fixture) lines.push({ type: 'result', ...result });
    }
  }
  lines.push({ type: 'featureOff', ...report.featureOff });
  lines.push({ type: 'footer', fixtures: report.fixtures.length, results: report.results.length });
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

import { type Header, type Report, type ReportResult, schemaVersion } from '../types/report.ts';
import type { Trace } from '../types/trace.ts';
import { baselineLines, reportOfBaseline } from './baseline.ts';
import { reportLines } from './line_shapes.ts';
import { type Line, readLines } from './lines.ts';

/** Reads what renderJsonl or renderBaseline wrote. Throws ReportFileError for what must not be believed. */
export function readJsonl(text: string, file: string): Report {
  const lines = readLines(text, file, ({ brief }) => (brief === true ? baselineLines : reportLines));
  const brief = lines[0]!.content['brief'] === true;
  const report = brief ? reportOfBaseline(lines) : reportOf(lines);
  checkAnnounced(lines, report);
  if (!brief) checkComplete(lines, report);
  return report;
}

function reportOf(lines: readonly Line[]): Report {
  const all = <T>(type: string): T[] => lines.filter((line) => line.type === type).map((line) => line.content as T);
  const footer = lines.at(-1)!;
  const counted = footer.content['lines'] as Record<string, number>;
  const section = <T>(key: string, type: string): Record<string, T[]> =>
    type in counted ? { [key]: all<T>(type) } : {};
  const { version: _, ...head } = lines[0]!.content;
  const [off] = all<Omit<Report['featureOff'], 'exceptions'>>('featureOff');
  if (off === undefined) return footer.fail('inconsistent', 'the line "featureOff" is missing');
  return {
    header: { schemaVersion, ...head } as Header,
    results: all('result'),
    fixtures: all('fixture'),
    featureOff: { ...off, exceptions: all('exception') },
    ...section('traces', 'trace'),
    ...section('claims', 'claim'),
    ...section('growth', 'growth'),
    ...section('costs', 'cost'),
    ...section('faults', 'fault'),
    ...section('proofs', 'proof'),
  };
}

/** Nothing may be said of a fixture or a design that the report does not have. */
function checkAnnounced(lines: readonly Line[], { header, fixtures }: Report): void {
  const known = {
    fixture: new Set(fixtures.map(({ fixture }) => fixture)),
    design: new Set(header.designs.map(({ id }) => id)),
  };
  for (const { type, content, fail } of lines)
    for (const what of ['fixture', 'design'] as const) {
      const name = content[what];
      if (name !== undefined && !known[what].has(name as string))
        fail('inconsistent', `"${type}" of ${name}, a ${what} that the report does not announce`, name);
    }
}

function checkComplete(lines: readonly Line[], { header, fixtures, results, traces }: Report): void {
  const footer = lines.at(-1)!;
  const has = new Set(results.map(({ fixture, design }: ReportResult) => `${fixture} on ${design}`));
  const traced = new Set(traces?.map(({ fixture }) => fixture));
  for (const { fixture } of fixtures) {
    for (const { id } of header.designs)
      if (!has.has(`${fixture} on ${id}`)) footer.fail('inconsistent', `no result of ${fixture} on ${id}`);
    if (traces && !traced.has(fixture)) footer.fail('inconsistent', `no trace of ${fixture}`);
  }
  for (const line of lines) if (line.type === 'trace') checkNumbers(line);
}

function checkNumbers({ content, fail }: Line): void {
  const { states, byDesign } = content as unknown as Trace;
  for (const [design, numbers] of Object.entries(byDesign)) {
    const wrong = numbers.find((number) => states[number] === undefined);
    if (wrong !== undefined) fail('inconsistent', `${design} shows state ${wrong}, there are ${states.length}`);
  }
}

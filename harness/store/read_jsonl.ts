import { visibleIn } from '../text/visible.ts';
import {
  type FeatureOff,
  type FixtureComparison,
  type Header,
  type Report,
  type ReportClaim,
  type ReportGrowth,
  type ReportResult,
  schemaVersion,
} from '../types/report.ts';
import type { Trace } from '../types/trace.ts';
import { statesOf } from '../types/trace_states.ts';
import { type NameLists, namesOf, type PackedResult, type ReportNames, unpackResult } from './pack_result.ts';

export type ReportProblem = 'not-a-report' | 'truncated' | 'mixed' | 'unsupported-version' | 'inconsistent';

/** A report file that must not be believed. The message starts with `file:line`. */
export class ReportFileError extends Error {
  readonly problem: ReportProblem;

  constructor(problem: ReportProblem, file: string, line: number, message: string) {
    super(`${file}:${line}: ${problem}: ${message}`);
    this.name = 'ReportFileError';
    this.problem = problem;
  }
}

type Counts = { fixtures: number; results: number; traces: number };
type Line =
  | ({ type: 'header'; names: NameLists } & Header)
  | ({ type: 'fixture' } & FixtureComparison)
  | ({ type: 'result' } & PackedResult)
  | ({ type: 'trace' } & Trace)
  | ({ type: 'featureOff' } & FeatureOff)
  | { type: 'claims'; claims: ReportClaim[] }
  | { type: 'growth'; growth: ReportGrowth[] }
  | ({ type: 'footer' } & Counts);

type Fail = (problem: ReportProblem, message: string) => never;

/** Reads what renderJsonl wrote. Throws ReportFileError for a file that is cut off, joined from two, or not a report. */
export function readJsonl(text: string, file: string): Report {
  const rows = text.split('\n');
  if (rows.at(-1) === '') rows.pop();
  const reader = new Reader();
  for (const [index, row] of rows.entries()) {
    const number = index + 1;
    const fail: Fail = (problem, message) => {
      throw new ReportFileError(problem, file, number, message);
    };
    reader.take(parseLine(row, number === rows.length, fail), fail);
  }
  // What this program writes has been made visible before; a file may come from anywhere.
  if (reader.ended) return (written.test(text) ? visibleIn(reader.report) : reader.report) as Report;
  const message = 'no footer: the program that wrote it was cut off. Run compare again';
  throw new ReportFileError('truncated', file, Math.max(1, rows.length), message);
}

/** What JSON writes for characters that are no text, and those that it lets through. */
const written = /\\(?:[nrtbf]|u[0-9a-f]{4})|[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/i;

/** Puts a report together line by line. */
class Reader {
  readonly report: Partial<Report> & Pick<Report, 'results' | 'fixtures'> = { results: [], fixtures: [] };
  ended = false;
  private names: ReportNames = namesOf({ counters: [], functions: [], invariants: [] });
  private first: ReportResult | undefined;

  take({ type, ...content }: Line, fail: Fail): void {
    const { report } = this;
    if (report.header === undefined && type !== 'header') fail('not-a-report', `starts with "${type}", not a header`);
    if (this.ended) fail('mixed', 'more lines after the footer: two reports in one file');
    if (type === 'header') this.takeHeader(content as Header & { names?: NameLists }, fail);
    else if (type === 'fixture') {
      report.fixtures.push(content as FixtureComparison);
      this.first = undefined;
    } else if (type === 'result') this.takeResult(content as PackedResult, fail);
    else if (type === 'trace') this.takeTrace(content as Trace, fail);
    else if (type === 'featureOff') report.featureOff = content as FeatureOff;
    else if (type === 'claims' || type === 'growth') Object.assign(report, content);
    else {
      const problem = inconsistencyOf(report as Report, content as Counts);
      if (problem) fail('inconsistent', problem);
      this.ended = true;
    }
  }

  private takeHeader({ names, ...header }: Header & { names?: NameLists }, fail: Fail): void {
    if (this.report.header) fail('mixed', 'a second header: two reports in one file');
    if (header.schemaVersion !== schemaVersion) {
      const hint = `written as version ${header.schemaVersion}, this program reads ${schemaVersion}: run compare again`;
      fail('unsupported-version', hint);
    }
    if (!names || ![names.counters, names.functions, names.invariants].every(Array.isArray))
      fail('inconsistent', 'the header has no names');
    this.names = namesOf(names!);
    this.report.header = header;
  }

  private takeResult(packed: PackedResult, fail: Fail): void {
    const current = this.report.fixtures.at(-1)?.fixture;
    if (packed.fixture !== current) fail('mixed', `a result of ${packed.fixture} among those of ${current}`);
    try {
      const result = unpackResult(packed, this.first, this.names);
      this.first ??= result;
      this.report.results.push(result);
    } catch (error) {
      fail('inconsistent', `a result that cannot be understood: ${(error as Error).message}`);
    }
  }

  private takeTrace(trace: Trace, fail: Fail): void {
    try {
      statesOf(trace.states);
    } catch (error) {
      fail('inconsistent', `a trace that cannot be understood: ${(error as Error).message}`);
    }
    this.report.traces ??= [];
    this.report.traces.push(trace);
  }
}

const lineTypes = ['header', 'fixture', 'result', 'trace', 'featureOff', 'claims', 'growth', 'footer'];

function parseLine(row: string, isLast: boolean, fail: Fail): Line {
  let line: unknown;
  try {
    line = JSON.parse(row);
  } catch {
    // A last line that is cut in the middle is the mark of a killed writer.
    if (isLast && row.startsWith('{"type":')) return fail('truncated', 'the line is cut off');
    return fail('not-a-report', 'not JSON; a report is what `compare --format jsonl` writes');
  }
  const type = typeof line === 'object' && line !== null && 'type' in line ? line.type : undefined;
  if (!lineTypes.includes(String(type)))
    return fail('not-a-report', `no line type ${JSON.stringify(type) ?? 'at all'}`);
  return line as Line;
}

/** What the footer, the header and the lines disagree about, or undefined. */
function inconsistencyOf(report: Report, footer: Counts): string | undefined {
  if (report.featureOff === undefined) return 'the feature-off line is missing';
  const found = {
    fixtures: report.fixtures.length,
    results: report.results.length,
    traces: report.traces?.length ?? 0,
  };
  for (const what of ['fixtures', 'results', 'traces'] as const)
    if (found[what] !== footer[what]) return `the footer counts ${footer[what]} ${what}, the file has ${found[what]}`;
  const designs = new Set(report.header.designs.map((design) => design.id));
  const fixtures = new Set(report.fixtures.map((fixture) => fixture.fixture));
  const stray = report.results.find((result) => !designs.has(result.design) || !fixtures.has(result.fixture));
  if (stray) return `a result of ${stray.fixture} on ${stray.design}, which the report does not announce`;
  return undefined;
}

import {
  type FeatureOff,
  type FixtureComparison,
  type Header,
  type Report,
  type ReportResult,
  schemaVersion,
} from './report.ts';

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

type Line =
  | ({ type: 'header' } & Header)
  | ({ type: 'fixture' } & FixtureComparison)
  | ({ type: 'result' } & ReportResult)
  | ({ type: 'featureOff' } & FeatureOff)
  | { type: 'footer'; fixtures: number; results: number };

/** Reads what renderJsonl wrote. Throws ReportFileError for a file that is cut off, joined from two, or not a report. */
export function readJsonl(text: string, file: string): Report {
  const fail = (problem: ReportProblem, line: number, message: string): never => {
    throw new ReportFileError(problem, file, line, message);
  };
  const rows = text.split('\n');
  if (rows.at(-1) === '') rows.pop();
  const report: Partial<Report> & Pick<Report, 'results' | 'fixtures'> = { results: [], fixtures: [] };
  let ended = false;
  for (const [index, row] of rows.entries()) {
    const number = index + 1;
    const line = parseLine(row, number === rows.length, (problem, message) => fail(problem, number, message));
    const { type, ...content } = line;
    if (number === 1 && type !== 'header')
      fail('not-a-report', number, `starts with a line of type "${type}", not a header`);
    if (type === 'header' && report.header) fail('mixed', number, 'a second header: two reports in one file');
    if (ended) fail('mixed', number, 'more lines after the footer: two reports in one file');
    if (type === 'header') {
      report.header = content as Header;
      if (report.header.schemaVersion !== schemaVersion) {
        const hint = `written as version ${report.header.schemaVersion}, this program reads ${schemaVersion}: run compare again`;
        fail('unsupported-version', number, hint);
      }
    } else if (type === 'fixture') report.fixtures.push(content as FixtureComparison);
    else if (type === 'result') report.results.push(content as ReportResult);
    else if (type === 'featureOff') report.featureOff = content as FeatureOff;
    else {
      const problem = inconsistencyOf(report as Report, content as { fixtures: number; results: number });
      if (problem) fail('inconsistent', number, problem);
      ended = true;
    }
  }
  if (!ended)
    fail('truncated', Math.max(1, rows.length), 'no footer: the program that wrote it was cut off. Run compare again');
  return report as Report;
}

const lineTypes = ['header', 'fixture', 'result', 'featureOff', 'footer'];

function parseLine(row: string, isLast: boolean, fail: (problem: ReportProblem, message: string) => never): Line {
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
function inconsistencyOf(report: Report, footer: { fixtures: number; results: number }): string | undefined {
  if (report.featureOff === undefined) return 'the feature-off line is missing';
  if (report.fixtures.length !== footer.fixtures || report.results.length !== footer.results) {
    const found = `${report.fixtures.length} fixtures and ${report.results.length} results`;
    return `the footer counts ${footer.fixtures} fixtures and ${footer.results} results, the file has ${found}`;
  }
  const designs = new Set(report.header.designs.map((design) => design.id));
  const fixtures = new Set(report.fixtures.map((fixture) => fixture.fixture));
  const stray = report.results.find((result) => !designs.has(result.design) || !fixtures.has(result.fixture));
  if (stray) return `a result of ${stray.fixture} on ${stray.design}, which the report does not announce`;
  return undefined;
}

import { visibleIn } from '../text/visible.ts';
import { number, object, record, type Shape } from './shape.ts';

/** Raised by one when a reader of the old form would misread the new one. */
const fileVersion = 3;

export type ReportProblem = 'not-a-report' | 'truncated' | 'mixed' | 'unsupported-version' | 'inconsistent';

const hints: Record<ReportProblem, string> = {
  'not-a-report': 'a report is what `compare --format jsonl` prints, or report.jsonl of `compare --out`',
  truncated: 'whatever wrote it was cut off: run compare again',
  mixed: 'one report a file; parts of a corpus are put together by `merge`',
  'unsupported-version': 'run compare again',
  inconsistent: 'a report is not edited by hand: run compare again',
};

/** A report file that must not be believed. The message starts with `file:line:column`, `hint` says how to mend it. */
export class ReportFileError extends Error {
  readonly problem: ReportProblem;
  readonly hint: string;

  constructor(problem: ReportProblem, place: string, message: string) {
    super(`${place}: ${problem}: ${message}`);
    this.name = 'ReportFileError';
    this.problem = problem;
    this.hint = hints[problem];
  }
}

/** One kind of line: what it must have, and the keys that no two lines have alike. */
export interface LineKind {
  shape: Shape;
  keys?: readonly string[];
}

/** A line as it was read. `content` is of the kind's shape. */
export interface Line {
  type: string;
  content: Record<string, unknown>;
  /** Throws, with the place; the column is that of `value` where it stands in the line. */
  fail(problem: ReportProblem, message: string, value?: unknown): never;
}

/** Lines as text, between a header and a footer that says how many there are of each of `types`. */
export function writeLines(header: object, lines: readonly { type: string }[], types: readonly string[]): string {
  const counts = Object.fromEntries(types.map((type) => [type, lines.filter((line) => line.type === type).length]));
  const all = [{ type: 'header', version: fileVersion, ...header }, ...lines, { type: 'footer', lines: counts }];
  return `${all.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

/**
 * The lines of a whole file: the header first, the footer last and right, each of its shape, none there twice. Throws
 * ReportFileError for a file that is cut off, joined from two, or not a report.
 */
export function readLines(
  text: string,
  file: string,
  kindsFor: (header: Record<string, unknown>) => Record<string, LineKind>,
): Line[] {
  const rows = text.split('\n');
  if (rows.at(-1) === '') rows.pop();
  const lines: Line[] = [];
  const seen = new Set<string>();
  let kinds: Record<string, LineKind> = {};
  for (const [index, row] of rows.entries()) {
    const line = parsed(row, `${file}:${index + 1}`, index === rows.length - 1);
    const { type, content } = line;
    if (index === 0) {
      if (type !== 'header') line.fail('not-a-report', `starts with "${type}", not a header`);
      checkVersion(line);
      kinds = kindsFor(content);
    } else if (type === 'header' || lines.at(-1)?.type === 'footer')
      line.fail('mixed', `"${type}" begins another report`);
    const kind = type === 'footer' ? footer : kinds[type];
    if (kind === undefined) return line.fail('not-a-report', `no line type ${JSON.stringify(type)}`);
    const wrong = kind.shape(content);
    if (wrong !== undefined) line.fail('inconsistent', `${type}${wrong}`, /^\.(\w+)/.exec(wrong)?.[1]);
    const identity = [type, ...(kind.keys ?? []).map((key) => content[key])].join(' ');
    if (kind.keys && seen.has(identity)) line.fail('inconsistent', `${identity} is there twice`);
    seen.add(identity);
    lines.push(line);
  }
  const last = lines.at(-1);
  if (last?.type !== 'footer')
    throw new ReportFileError('truncated', `${file}:${Math.max(1, rows.length)}:1`, 'no footer');
  checkCounts(lines, last);
  return lines;
}

const footer: LineKind = { shape: object({ lines: record(number) }) };

/** What JSON writes for characters that are no text, and those that it lets through. */
const unsafe = /\\(?:[nrtbf]|u[0-9a-f]{4})|[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/i;

function parsed(row: string, place: string, isLast: boolean): Line {
  const fail: Line['fail'] = (problem, message, value) => {
    const at = value === undefined ? -1 : row.indexOf(JSON.stringify(value));
    throw new ReportFileError(problem, `${place}:${at + 1 || 1}`, message);
  };
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch (error) {
    // A last line that is cut in the middle is the mark of a killed writer.
    const problem = isLast && row.startsWith('{"type":') ? 'truncated' : 'not-a-report';
    const at = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? 0);
    throw new ReportFileError(
      problem,
      `${place}:${at + 1}`,
      problem === 'truncated' ? 'the line is cut off' : 'not JSON',
    );
  }
  if (typeof value !== 'object' || value === null || !('type' in value))
    return fail('not-a-report', 'no line type at all');
  // What this program writes has been made visible before; a file may come from anywhere.
  const { type, ...content } = (unsafe.test(row) ? visibleIn(value) : value) as Record<string, unknown>;
  return { type: String(type), content, fail };
}

function checkVersion({ content: { version, schemaVersion }, fail }: Line): void {
  const found = version ?? schemaVersion;
  if (version !== fileVersion)
    fail('unsupported-version', `written as version ${found}, this program reads ${fileVersion}`, found);
}

function checkCounts(lines: readonly Line[], { content, fail }: Line): void {
  const found: Record<string, number> = {};
  for (const { type } of lines) found[type] = (found[type] ?? 0) + 1;
  const told = content['lines'] as Record<string, number>;
  for (const type of new Set([...Object.keys(told), ...Object.keys(found)])) {
    if (type === 'header' || type === 'footer') continue;
    const [says, has] = [told[type] ?? 0, found[type] ?? 0];
    if (says !== has) fail('inconsistent', `the footer counts ${says} lines "${type}", the file has ${has}`, type);
  }
}

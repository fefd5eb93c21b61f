import { expect, test } from 'vitest';
import { renderJsonl } from '../../harness/store/jsonl.ts';
import type { ReportFileError } from '../../harness/store/lines.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import type { Report } from '../../harness/types/report.ts';
import { differingModel, sampleReport } from '../sample_report.ts';

const report: Report = {
  ...(await sampleReport(differingModel, undefined, undefined, { observations: true })),
  growth: [
    { operation: 'add', counter: 'c', design: 'oscar@v5', variable: 'pages', exponent: 1, r2: 1, from: 1, to: 9 },
  ],
  costs: [
    {
      operation: 'add',
      design: 'oscar@v5',
      instructions: 30,
      parts: [['c', 3, 30]],
      longestHold: 3,
      withoutLock: 0,
      grows: [{ variable: 'the block', unit: 'MiB', points: [[128, 30]], perUnit: 0, by: 'c' }],
    },
  ],
};
const text = renderJsonl(report);
const lines = text.trimEnd().split('\n');
// biome-ignore lint/suspicious/noExplicitAny: lines are looked into as jq would
const parsed: any[] = lines.map((line) => JSON.parse(line));
const types = parsed.map(({ type }) => type);

const problemOf = (broken: string): ReportFileError => {
  try {
    readJsonl(broken, 'r.jsonl');
  } catch (error) {
    return error as ReportFileError;
  }
  throw new Error('it was read');
};
const joined = (all: readonly string[]): string => `${all.join('\n')}\n`;
/** The lines with one of them changed, as a program would that knows nothing of the others. */
// biome-ignore lint/suspicious/noExplicitAny: lines are looked into as jq would
const withLine = (place: number, change: (line: any) => void): string => {
  const line = structuredClone(parsed[place]);
  change(line);
  return joined(lines.with(place, JSON.stringify(line)));
};
const result = types.indexOf('result');

test('a report read back is the report that was written', () => {
  expect(readJsonl(text, 'r.jsonl')).toEqual(report);
});

test('a report read back renders to the same bytes', () => {
  expect(renderJsonl(readJsonl(text, 'r.jsonl'))).toBe(text);
});

test('there is one line per result, and it says all of it', () => {
  const results = parsed.filter(({ type }) => type === 'result').map(({ type: _, ...one }) => one);
  expect(results).toEqual(report.results);
});

test('a fixture stands before its results and what was seen in it', () => {
  const own = ['fixture', 'result', 'result', 'result', 'trace'];
  expect(types).toEqual(['header', ...own, ...own, 'featureOff', 'growth', 'cost', 'footer']);
});

test('sections that are empty and sections that are not there are told apart', () => {
  const { growth: _, ...without } = report;
  expect(readJsonl(renderJsonl({ ...without, claims: [] }), 'r.jsonl')).toEqual({ ...without, claims: [] });
});

test('a report cut off after any line is refused as truncated', () => {
  for (let kept = 1; kept < lines.length; kept++)
    expect(problemOf(joined(lines.slice(0, kept))).problem, `first ${kept} lines`).toBe('truncated');
});

test('a report cut off inside a line is refused as truncated, at the place', () => {
  expect(problemOf(text.slice(0, text.length - 20)).message).toMatch(
    new RegExp(`^r\\.jsonl:${lines.length}:\\d+: truncated`),
  );
});

test('two reports in one file are refused as mixed', () => {
  expect(problemOf(text + text).message).toMatch(new RegExp(`^r\\.jsonl:${lines.length + 1}:1: mixed`));
});

test('a header among the lines is refused as mixed', () => {
  expect(problemOf(joined([...lines.slice(0, 3), ...lines])).problem).toBe('mixed');
});

test('a report of another version is refused by its number', () => {
  expect(problemOf(withLine(0, (header) => (header.version = 999))).message).toMatch(/version 999, this program reads/);
  const older = withLine(0, (header) => Object.assign(header, { version: undefined, schemaVersion: 2 }));
  expect(problemOf(older).message).toMatch(/unsupported-version: written as version 2/);
});

test.each(['', '{}', '[1]', 'hello', 'null', '{"type":"result"}'])('%j is no report', (other) => {
  expect(['not-a-report', 'truncated']).toContain(problemOf(other).problem);
});

test('the message names file, line and column, and how to mend it', () => {
  const { message, hint } = problemOf(joined([lines[0]!, '{"type":"fixture",nonsense}', ...lines.slice(2)]));
  // `{"type":"fixture",` has 18 characters.
  expect(message).toMatch(/^r\.jsonl:2:19: not-a-report: not JSON/);
  expect(hint).toContain('compare --format jsonl');
});

test('a result of a design that the header does not announce is refused where it stands', () => {
  const stray = withLine(result, (line) => (line.design = 'oscar@v4'));
  const column = stray.split('\n')[result]!.indexOf('"oscar@v4"') + 1;
  const place = `r.jsonl:${result + 1}:${column}`;
  expect(problemOf(stray).message).toBe(
    `${place}: inconsistent: "result" of oscar@v4, a design that the report does not announce`,
  );
});

test.each(['result', 'trace'])('a %s of a fixture that the report does not have is refused', (type) => {
  const stray = withLine(types.indexOf(type), (line) => (line.fixture = 'span/three'));
  expect(problemOf(stray).message).toContain(`"${type}" of span/three, a fixture that the report does not announce`);
});

test.each(['fixture', 'result', 'trace', 'growth'])('a %s that is there twice is refused', (type) => {
  const place = types.indexOf(type);
  const { message } = problemOf(joined([...lines.slice(0, place + 1), ...lines.slice(place)]));
  expect(message).toContain(`r.jsonl:${place + 2}:1: inconsistent: ${type} `);
  expect(message).toContain('is there twice');
});

/** Footers are counts: a program that takes lines out may well bring them in order. */
const without = (place: number): string => {
  const kept = lines.filter((_, at) => at !== place);
  const footer = structuredClone(parsed.at(-1));
  footer.lines[types[place]]--;
  return joined(kept.with(-1, JSON.stringify(footer)));
};

test('a result that is missing is named, whatever the footer says', () => {
  expect(problemOf(without(result)).message).toContain('no result of span/one on unpatched');
});

test('a trace that is missing is named, whatever the footer says', () => {
  expect(problemOf(without(types.indexOf('trace'))).message).toContain('no trace of span/one');
});

test('a report without its line about the feature being off is refused', () => {
  expect(problemOf(without(types.indexOf('featureOff'))).message).toContain('"featureOff" is missing');
});

test.each(['fixture', 'result', 'trace', 'growth', 'exception'])(
  'a footer that counts other lines %s is refused',
  (type) => {
    const { problem, message } = problemOf(withLine(lines.length - 1, ({ lines: counts }) => counts[type]++));
    expect(problem).toBe('inconsistent');
    expect(message).toContain(`lines "${type}"`);
  },
);

test.each([
  ['verdict', 'fine', 'result.verdict is "fine", none of ok, '],
  ['violations', undefined, 'result.violations is not there'],
  ['steps', [{ ret: 0, cost: {} }], 'result.steps[0].seen is not there'],
  ['cost', { probes: '3' }, 'result.cost.probes is not a number'],
  ['evidence', { checked: 'all', unchecked: [] }, 'result.evidence.checked is not a list'],
  ['violations', [{ invariant: 'a', class: 'bad' }], 'result.violations[0].class is "bad", none of crash, '],
])('a result whose %s is %j is refused with the path to it', (key, value, wanted) => {
  const { message } = problemOf(withLine(result, (line) => (line[key] = value)));
  expect(message).toContain(`inconsistent: ${wanted}`);
});

test('what would move a cursor does not come in from a file', () => {
  const read = readJsonl(
    withLine(1, (fixture) => (fixture.title = 'a\u001b[2Jb')),
    'r.jsonl',
  );
  expect(read.fixtures[0]!.title).toBe('a␛[2Jb');
});

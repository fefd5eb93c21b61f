import { expect, test } from 'vitest';
import { renderJsonl } from '../../harness/store/jsonl.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import { differingModel, sampleReport } from '../sample_report.ts';

const text = renderJsonl(await sampleReport(differingModel));
const lines = text.trimEnd().split('\n');

const readProblem = (broken: string): unknown => {
  try {
    return readJsonl(broken, 'r.jsonl');
  } catch (error) {
    return (error as { problem: string }).problem;
  }
};

test('a report read back is the report that was written', async () => {
  expect(readJsonl(text, 'r.jsonl')).toEqual(await sampleReport(differingModel));
});

test('a report read back renders to the same bytes', () => {
  expect(renderJsonl(readJsonl(text, 'r.jsonl'))).toBe(text);
});

test('there is one line per result', () => {
  expect(lines.filter((line) => JSON.parse(line).type === 'result')).toHaveLength(6);
});

test('a report cut off at any line is refused as truncated', () => {
  for (let kept = 1; kept < lines.length; kept++) {
    expect(readProblem(`${lines.slice(0, kept).join('\n')}\n`), `first ${kept} lines`).toBe('truncated');
  }
});

test('a report cut off inside a line is refused as truncated', () => {
  expect(readProblem(text.slice(0, text.length - 20))).toBe('truncated');
});

test('two reports in one file are refused as mixed', () => {
  expect(readProblem(text + text)).toBe('mixed');
});

test('a report with a line taken out is refused as inconsistent', () => {
  const results = lines.filter((line) => !line.includes('"oscar@v5","verdict"'));
  expect(results.length).toBeLessThan(lines.length);
  expect(readProblem(results.join('\n'))).toBe('inconsistent');
});

test('a report of another schema version is refused by its number', () => {
  expect(() => readJsonl(text.replace('"schemaVersion":2', '"schemaVersion":999'), 'r.jsonl')).toThrow(/version 999/);
});

test.each(['', '{}', '[1]', 'hello', 'null', '{"type":"result"}'])('%j is no report', (other) => {
  expect(['not-a-report', 'truncated']).toContain(readProblem(other));
});

test('the message names file and line', () => {
  expect(() => readJsonl(`${lines[0]}\nnonsense\n`, 'r.jsonl')).toThrow(/^r\.jsonl:2: not-a-report/);
});

test('results of a design that the header does not announce are refused', () => {
  const header = lines[0]!.replace('"id":"oscar@v5"', '"id":"oscar@v4"');
  expect(header).not.toBe(lines[0]);
  const stray = [header, ...lines.slice(1)].join('\n');
  expect(readProblem(stray)).toBe('inconsistent');
  expect(() => readJsonl(stray, 'r.jsonl')).toThrow(/a result of span\/one on oscar@v5, which the report does not/);
});

test('a result among those of another fixture is refused as mixed', () => {
  const place = lines.findIndex((line) => JSON.parse(line).type === 'result');
  const moved = lines.with(place, lines[place]!.replace('"fixture":"span/one"', '"fixture":"span/two"'));
  expect(readProblem(moved.join('\n'))).toBe('mixed');
});

test.each(['fixtures', 'results', 'traces'])('a footer that counts other %s is refused', (what) => {
  const footer = JSON.parse(lines.at(-1)!);
  footer[what]++;
  expect(readProblem([...lines.slice(0, -1), JSON.stringify(footer)].join('\n'))).toBe('inconsistent');
});

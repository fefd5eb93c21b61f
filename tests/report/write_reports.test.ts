import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readJsonl } from '../../harness/report/read_jsonl.ts';
import { writeReports } from '../../harness/report/write_reports.ts';
import { differingModel, sampleReport } from './sample.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the folder holds the three files and nothing temporary', async () => {
  await writeReports(await sampleReport(differingModel), folder);
  expect(readdirSync(folder).sort()).toEqual(['report.json', 'report.jsonl', 'report.md']);
});

test('what is written can be read back', async () => {
  const report = await sampleReport(differingModel);
  await writeReports(report, folder);
  expect(readJsonl(readFileSync(join(folder, 'report.jsonl'), 'utf8'), 'report.jsonl')).toEqual(report);
});

test('a second writing of the same report touches no file', async () => {
  const report = await sampleReport(differingModel);
  await writeReports(report, folder);
  const before = readdirSync(folder).map((name) => statSync(join(folder, name)).ino);
  await writeReports(report, folder);
  expect(readdirSync(folder).map((name) => statSync(join(folder, name)).ino)).toEqual(before);
});

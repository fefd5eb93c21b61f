import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { writeReports } from '../../harness/cli/write_reports.ts';
import { formats, render } from '../../harness/render/formats.ts';
import { renderJsonl } from '../../harness/store/jsonl.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import { type Files, nodeFiles } from '../../harness/store/replace_files.ts';
import { sampleFault } from '../sample_fault.ts';
import { differingModel, sampleReport, sampleRun } from '../sample_report.ts';
import { temporaryFolder } from '../temporary_folder.ts';

const names = ['report.html', 'report.json', 'report.jsonl', 'report.junit.xml', 'report.ktap', 'report.md'];
const older = await sampleReport((fixture, design) => sampleRun(fixture.id, design));
const newer = await sampleReport(differingModel);

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const contents = (): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

test('the folder holds a file per format and nothing temporary', async () => {
  await writeReports(analyse(newer), folder);
  expect(readdirSync(folder).sort()).toEqual(names);
});

test('what is written can be read back', async () => {
  await writeReports(analyse(newer), folder);
  expect(readJsonl(readFileSync(join(folder, 'report.jsonl'), 'utf8'), 'report.jsonl')).toEqual(newer);
});

test('the JSON Lines hold the observations, the JSON document where they are asked for', async () => {
  const full = await sampleReport(differingModel, undefined, undefined, { observations: true });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  await writeReports(analyse(full), folder);
  expect(readJsonl(read('report.jsonl'), 'report.jsonl').traces).toEqual(full.traces);
  expect(read('report.json')).not.toContain('"observations"');
  await writeReports(analyse(full), folder, true);
  expect(read('report.json')).toContain('"observations"');
});

test.each(formats)('%s rendered from the JSON Lines is what is rendered at once', async (format) => {
  const report = await sampleReport(differingModel, undefined, undefined, { observations: true });
  const faults = [sampleFault('oscar/f/a')];
  const layout = { color: false, columns: 100, all: true, observations: false };
  const [once, kept] = [{ ...report, faults }, readJsonl(renderJsonl({ ...report, faults }), 'report.jsonl')];
  expect(await render(analyse(kept), format, layout)).toBe(await render(analyse(once), format, layout));
});

test('a second writing of the same report touches no file', async () => {
  await writeReports(analyse(newer), folder);
  const before = readdirSync(folder).map((name) => statSync(join(folder, name)).ino);
  await writeReports(analyse(newer), folder);
  expect(readdirSync(folder).map((name) => statSync(join(folder, name)).ino)).toEqual(before);
});

/** A disk on which the writer is killed at a moment: before or in the middle of an operation, and then does nothing more. */
function deadlyDisk(moment: number): { disk: Files; passed(): number } {
  let at = 0;
  const moments = (half: () => void, whole: () => void): void => {
    for (const act of [() => {}, half]) if (at++ >= moment) throw new Error(`killed: ${act()}`);
    whole();
  };
  const disk: Files = {
    ...nodeFiles,
    makeFolder: (path) =>
      moments(
        () => {},
        () => nodeFiles.makeFolder(path),
      ),
    write: (file, text) =>
      moments(
        () => at === moment + 1 && writeFileSync(file, text.slice(0, text.length / 2)),
        () => nodeFiles.write(file, text),
      ),
    rename: (from, to) =>
      moments(
        () => {},
        () => nodeFiles.rename(from, to),
      ),
    remove: (file) =>
      moments(
        () => {},
        () => nodeFiles.remove(file),
      ),
  };
  return { disk, passed: () => at };
}

test.each(['an old report', 'nothing'])(
  'a writer killed at any moment over %s leaves whole files only',
  async (over) => {
    let killed = 0;
    let finished = false;
    if (over !== 'nothing') await writeReports(analyse(older), folder);
    const old = contents();
    await writeReports(analyse(newer), folder);
    const fresh = contents();
    for (let moment = 0; !finished; moment++) {
      rmSync(folder, { recursive: true });
      if (over !== 'nothing') await writeReports(analyse(older), folder);
      const { disk } = deadlyDisk(moment);
      try {
        await writeReports(analyse(newer), folder, false, disk);
        finished = true;
      } catch {
        killed++;
      }
      nodeFiles.makeFolder(folder);
      const found = contents();
      for (const name of names) expect([old[name as keyof typeof old], fresh[name]]).toContain(found[name]);
      // The last file in place is the one that is read: when it is new, everything is.
      if (found['report.jsonl'] === fresh['report.jsonl']) expect(found).toMatchObject(fresh);
      await writeReports(analyse(newer), folder);
      expect(readdirSync(folder).sort()).toEqual(names);
    }
    expect(killed).toBeGreaterThanOrEqual(25);
  },
);

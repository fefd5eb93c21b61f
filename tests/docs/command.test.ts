import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { cliVerbs } from '../../harness/cli/main.ts';
import { projectRoot } from '../../harness/corpus/root.ts';
import { formats, render } from '../../harness/render/formats.ts';
import { pageData } from '../../harness/render/html/page_data.ts';
import { commandName } from '../../harness/text/command.ts';
import { sampleFault } from '../sample_fault.ts';
import { differingModel, sampleReport } from '../sample_report.ts';

const verbs = Object.keys(cliVerbs).join('|');
const command = new RegExp(
  `(?<title>title: ')?(?<name>npm run mhp-compare|node bin/mhp-compare\\.js|(npx )?(?<![\\w/.@-])mhp-compare)(?= (-- )?(${verbs})\\b)`,
  'g',
);

/** What the command is called where a verb follows it, but for the titles of JSON Schemas. */
const spellings = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(command)].filter(({ groups }) => !groups?.['title']).map(({ groups }) => groups!['name']!),
  ),
];

test('other spellings are noticed', () => {
  const text =
    'npm run mhp-compare -- explain a, node bin/mhp-compare.js list, `mhp-compare claims`, npx mhp-compare cost';
  expect(spellings(text)).toEqual(['npm run mhp-compare', 'node bin/mhp-compare.js', 'mhp-compare', commandName]);
});

const files = execFileSync('git', ['ls-files', '*.md', 'harness/*.ts', 'viewer/*.tsx'], {
  cwd: projectRoot(),
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  // What was said of a program at its time stays.
  .filter((file) => !/^(reports|docs\/decisions)\/|^CHANGELOG/.test(file));

test('documents and sources spell the command in one way', () => {
  const wrong = files.flatMap((file) =>
    spellings(readFileSync(join(projectRoot(), file), 'utf8'))
      .filter((name) => name !== commandName)
      .map((name) => `${file}: ${name}`),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

const analysis = analyse({ ...(await sampleReport(differingModel)), faults: [sampleFault('oscar/f/a')] });
const layout = { color: false, columns: 100, all: true, observations: false };

test.each(formats.filter((format) => format !== 'html'))('%s names no other command', async (format) => {
  expect(spellings(await render(analysis, format, layout)).filter((name) => name !== commandName)).toEqual([]);
});

test('the page names no other command', () => {
  expect(spellings(JSON.stringify(pageData(analysis)))).toEqual([commandName]);
});

// Puts the answer of `compare` into README.md, between the markers, and its whole mail into docs/the-case-in-one-mail.md:
// `node .ci/readme.js [--report reports/report.jsonl]`; without a report the comparison is run. With --check it only says
// whether they are there already, and exits with 1 when they are not.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mailPage, withAnswer } from './readme_texts.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({ options: { check: { type: 'boolean' }, report: { type: 'string' } } });

function tool(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/mhp-compare.js', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    env: { ...process.env, COLUMNS: '100', NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(`mhp-compare ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

const folder = mkdtempSync(join(tmpdir(), 'readme-'));
try {
  const report = options.report ?? join(folder, 'report.jsonl');
  if (options.report === undefined) tool('compare', '--out', folder);
  const [screen, mail] = ['pretty', 'mail'].map((format) => tool('report', report, '--format', format));
  bring('README.md', (text) => withAnswer(text, screen));
  bring('docs/the-case-in-one-mail.md', () => mailPage(mail));
  bring('docs/faults.svg', () => tool('report', report, '--format', 'svg'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function bring(name, change) {
  const file = join(root, name);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const current = change(text);
  if (current === text) return;
  console.log(options.check ? `${name} shows an older output: node .ci/readme.js` : `${name} is brought up to date`);
  if (options.check) process.exitCode = 1;
  else writeFileSync(file, current);
}

// Puts what `compare` prints now into README.md, between the markers: `node .ci/readme.js`. With --check it only says
// whether it is there already, and exits with 1 when it is not.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = `${root}README.md`;
const [begin, end] = ['<!-- compare -->', '<!-- /compare -->'];

const { status, stdout } = spawnSync(process.execPath, ['bin/mhp-compare.js', 'compare'], {
  cwd: root,
  encoding: 'utf8',
});
if (status !== 0) throw new Error(`compare ended with ${status}`);

/** The first screen: all up to the matrix, and the matrix's first rows. */
const [answer, matrix] = stdout.split(/^(?=Where they differ$)/m);
const rows = matrix.split('\n').slice(0, 22).join('\n').trimEnd();
const text = readFileSync(file, 'utf8');
const [before, rest] = text.split(begin);
const [, after] = rest.split(end);
const current = `${before}${begin}\n\n\`\`\`text\n${answer}${rows}\n...\n\`\`\`\n\n${end}${after}`;
if (current !== text) {
  console.log(
    process.argv.includes('--check')
      ? 'README.md shows an older output: node .ci/readme.js'
      : 'README.md is brought up to date',
  );
  if (process.argv.includes('--check')) process.exitCode = 1;
  else writeFileSync(file, current);
}

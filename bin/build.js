// Keeps dist/ in step with the sources of a checkout. Plain JavaScript: it runs before anything is compiled.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const sourceFolders = ['harness', 'strategies'];

/** A failed build, with what the compiler said; `designsOnly` when every error is in strategies/. */
export class BuildError extends Error {
  constructor(message, designsOnly) {
    super(message);
    this.designsOnly = designsOnly;
  }
}

/** Builds what was changed, added or removed in the checkout at `root` since the last build. */
export function buildIfStale(root) {
  // An installed package ships dist/ and no tsconfig.json: nothing to compile, nothing to check.
  if (!existsSync(join(root, 'tsconfig.json'))) return;
  compileIfStale(root);
  bundleIfStale(root);
}

function compileIfStale(root) {
  const stampFile = join(root, 'dist', '.stamp');
  const stamp = stampOf(root);
  if (stamp === readOrEmpty(stampFile)) return;
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(compiler))
    throw new BuildError('the sources are newer than dist/ and TypeScript is not installed: run `npm ci`', false);
  if (existsSync(join(root, 'dist'))) process.stderr.write('sources changed, compiling\n');
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [compiler, '--pretty', 'false'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) {
    const output = (error?.message ?? stdout + stderr).trim();
    const errors = output.split('\n').filter((line) => /error TS\d+/.test(line));
    throw new BuildError(output, errors.length > 0 && errors.every((line) => line.startsWith('strategies/')));
  }
  removeOrphans(root, join(root, 'dist'));
  replaceFile(join(root, 'dist', '.hash'), hashOf(join(root, 'dist')));
  replaceFile(stampFile, stamp);
}

/** The page of the HTML report. Whoever only runs designs needs no Vite for it. */
function bundleIfStale(root) {
  const bundler = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!existsSync(bundler) || !existsSync(join(root, 'viewer'))) return;
  const stampFile = join(root, 'dist', 'viewer', '.stamp');
  if (bundleStamp(root) === readOrEmpty(stampFile)) return;
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundler, 'build', 'viewer'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new BuildError(`viewer/ cannot be bundled:\n${stdout}${stderr}`.trim(), false);
  // Only now is it known what the page is made of.
  replaceFile(stampFile, bundleStamp(root));
}

/** Every file of viewer/ and what the last bundle took from elsewhere. */
function bundleStamp(root) {
  const taken = readOrEmpty(join(root, 'dist', 'viewer', '.sources')).split('\n');
  const own = readdirSync(join(root, 'viewer')).map((name) => `viewer/${name}`);
  const files = [...new Set([...own, ...taken])].filter((file) => file !== '' && existsSync(join(root, file)));
  return `${files
    .sort()
    .map((file) => stampLine(root, file))
    .join('\n')}\n`;
}

/** One line per source file: path, size, modification time. */
function stampOf(root) {
  const lines = [];
  for (const file of ['tsconfig.json', 'package.json']) lines.push(stampLine(root, file));
  for (const folder of sourceFolders) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      lines.push(stampLine(root, relative(root, join(entry.parentPath ?? entry.path, entry.name))));
    }
  }
  return `${lines.sort().join('\n')}\n`;
}

function stampLine(root, file) {
  const { size, mtimeMs } = statSync(join(root, file));
  return `${file} ${size} ${mtimeMs}`;
}

/** tsc leaves the output of a deleted source behind; a deleted design must not go on running. */
function removeOrphans(root, dist) {
  for (const entry of readdirSync(dist, { withFileTypes: true, recursive: true })) {
    const output = join(entry.parentPath ?? entry.path, entry.name);
    const source = relative(dist, output).replace(/(\.d\.ts|\.js)$/, '.ts');
    if (entry.isFile() && source.endsWith('.ts') && !existsSync(join(root, source))) rmSync(output);
  }
}

/** Of everything that runs: what this program computes of an input, every program of this hash computes. */
function hashOf(dist) {
  const hash = createHash('sha256');
  for (const folder of sourceFolders) {
    const names = readdirSync(join(dist, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((each) => each.endsWith('.js')).sort())
      hash.update(`${folder}/${name}\n`).update(readFileSync(join(dist, folder, name)));
  }
  return hash.digest('hex');
}

function replaceFile(file, text) {
  mkdirSync(join(file, '..'), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    buildIfStale(fileURLToPath(new URL('..', import.meta.url)));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

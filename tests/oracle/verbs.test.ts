import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary_folder.ts';
import { add, boot, source, text } from './sources.ts';

const folder = temporaryFolder();

function run(...words: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/mhp-compare.js', ...words], {
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

describe('npx mhp-compare conform', () => {
  test('prints one JSON document in which nothing differs', () => {
    const { status, out } = run('conform', '--recorded', 'cloud61/basic_mom?', '--format', 'json');
    const { kernels } = JSON.parse(out);
    expect(kernels).toMatchObject([
      { kernel: 'cloud61', as: 'linux@6.1', scenarios: 2, different: 0, differences: [] },
    ]);
    expect(kernels[0].equal).toBe(kernels[0].compared);
    expect(status).toBe(0);
  });

  test('leaves with 1 when a value differs', () => {
    const { status, out } = run('conform', '--recorded', 'built-A/fresh', '--as', 'linux@6.1');
    expect(out).toContain('+ kpageflags.owner 1048576+512: 1');
    expect(status).toBe(1);
  });

  test('names a stack that there is not, with exit 2', () => {
    const { status, err } = run('conform', '--as', 'linux@6.1+nobody@v1');
    expect(err).toContain('no design "nobody@v1"');
    expect(status).toBe(2);
  });

  test('says what cannot be found, with exit 66', () => {
    const { status, err } = run('conform', '--recorded', 'cloud61/no_such');
    expect(err).toContain('no recording and no file "cloud61/no_such"');
    expect(status).toBe(66);
  });
});

describe('npx mhp-compare record --cover', () => {
  test('takes no scenario beside it, with exit 2', () => {
    const { status, err } = run('record', 'gap_reused', '--cover');
    expect(err).toContain('--cover is alone: it makes its own scenarios');
    expect(status).toBe(2);
  });
});

describe('npx mhp-compare record --import', () => {
  test('writes a file that conform reads', () => {
    const from = join(folder, 'made_up.json');
    const to = join(folder, 'out', 'made_up.yaml');
    writeFileSync(from, text(source([boot, add])));
    expect(run('record', '--import', from, '--out', to)).toMatchObject({ status: 0, out: '' });
    expect(readFileSync(to, 'utf8')).toContain('scenario: made_up');
    expect(run('conform', '--recorded', to).out).toContain('cloud61/made_up');
  });

  test('refuses what is no recording, with exit 65', () => {
    const { status, err } = run('record', '--import', 'package.json');
    expect(err).toContain('package.json: not a recording');
    expect(status).toBe(65);
  });
});

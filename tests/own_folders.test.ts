import { execFileSync } from 'node:child_process';
import { homedir, tmpdir } from 'node:os';
import { expect, test } from 'vitest';

test('the home, the cache and the temporary folder are those of this run, also in a program that a test starts', () => {
  const own = /mhp-compare-tests-\w{6}\/(home|cache|tmp)$/;
  const script = "const os = require('os'); console.log(os.homedir()); console.log(os.tmpdir())";
  const inProgram = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim().split('\n');
  for (const folder of [homedir(), process.env['XDG_CACHE_HOME'], tmpdir(), ...inProgram]) expect(folder).toMatch(own);
});

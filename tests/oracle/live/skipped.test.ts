import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('conform --live without QEMU says so and leaves with 69, which is no success', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/mhp-compare.js', 'conform', '--live'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: '/nonexistent' },
  });
  expect(stderr).toContain('not installed: qemu-system-x86_64');
  expect(stderr).toContain('apt-get install qemu-system-x86');
  expect(stdout).toBe('');
  expect(status).toBe(69);
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { program } from '../../cli/program.ts';
import { temporaryFolder } from '../../temporary_folder.ts';

/** Where no program is found; what the cache holds is up to the test. */
const conformLive = (cache: string) =>
  program(['conform', '--live'], { env: { PATH: '/nonexistent', XDG_CACHE_HOME: cache } });

test('conform --live says all that is missing at once and leaves with 69, which is no success', () => {
  const { code, stdout, stderr } = conformLive(temporaryFolder());
  expect(stderr).toContain('not installed: qemu-system-x86_64, busybox, cpio, gcc, xz, apt-cache, apt-get, dpkg-deb\n');
  expect(stderr).toContain('apt-get install qemu-system-x86 busybox-static cpio gcc libc6-dev xz-utils apt dpkg\n');
  expect(stdout).toBe('');
  expect(code).toBe(69);
});

test('a kernel that was downloaded before needs nothing of apt', () => {
  const cache = temporaryFolder();
  mkdirSync(join(cache, 'mhp-compare', 'kernels', 'linux-image-6.1.0-1-cloud-amd64-unsigned'), { recursive: true });
  const { code, stderr } = conformLive(cache);
  expect(stderr).toContain('not installed: qemu-system-x86_64, busybox, cpio, gcc, xz\n');
  expect(code).toBe(69);
});

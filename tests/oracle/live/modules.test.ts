import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { findKernel } from '../../../harness/oracle/live/debian.ts';
import { LiveError } from '../../../harness/oracle/live/live_error.ts';
import { temporaryFolder } from '../../temporary_folder.ts';

/** The start of a bzImage: `HdrS` at 0x202, and at 0x20e where the version is, counted from 0x200. */
function bzImage(version: string): Buffer {
  const bytes = Buffer.alloc(0x400);
  bytes.write('HdrS', 0x202);
  bytes.writeUInt16LE(0x100, 0x20e);
  bytes.write(`${version} (builder@host) #1 SMP\0`, 0x300);
  return bytes;
}

describe('a kernel given by its path', () => {
  let folder = '';
  beforeEach(() => {
    folder = temporaryFolder();
    for (const name of ['boot', 'lib/modules/5.10.0-9', 'elsewhere'])
      mkdirSync(join(folder, name), { recursive: true });
  });

  const image = (version: string) => {
    const file = join(folder, 'boot', 'vmlinuz');
    writeFileSync(file, bzImage(version));
    return file;
  };

  test('has the modules of its version from the folder it was unpacked to', () => {
    expect(findKernel(image('5.10.0-9')).modules).toBe(join(folder, 'lib/modules/5.10.0-9'));
  });

  test('has no modules of another version', () => {
    expect(findKernel(image('5.10.0-10')).modules).toBeUndefined();
  });

  test('has the modules that it is given', () => {
    expect(findKernel(image('5.10.0-9'), join(folder, 'elsewhere')).modules).toBe(join(folder, 'elsewhere'));
    expect(() => findKernel(image('5.10.0-9'), join(folder, 'nowhere'))).toThrow(LiveError);
  });
});

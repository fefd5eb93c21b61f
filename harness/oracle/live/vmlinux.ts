import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../write_whole.ts';
import { cacheFolder } from './cache_folder.ts';
import { sectionOf } from './elf.ts';
import { LiveError } from './live_error.ts';
import { needPrograms, type Program } from './programs.ts';

/** How a bzImage may be compressed: the first bytes of the payload, and what unpacks it. */
const compressions: [magic: Buffer, program: Program][] = [
  [Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), 'xz'],
  [Buffer.from([0x02, 0x21, 0x4c, 0x18]), 'lz4'],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), 'zstd'],
  [Buffer.from([0x1f, 0x8b, 0x08]), 'gzip'],
];
const elf = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

/** The .BTF section of the kernel in a bzImage; undefined for one built without CONFIG_DEBUG_INFO_BTF. Kept in the cache. */
export function typeInformation(image: string): Buffer | undefined {
  const packed = readFileSync(image);
  const key = createHash('sha256').update(packed).digest('hex').slice(0, 16);
  const kept = join(cacheFolder('btf'), key);
  if (existsSync(kept)) return readFileSync(kept);
  const btf = sectionOf(unpackKernel(packed, image), '.BTF');
  if (btf !== undefined) writeWhole(kept, btf);
  return btf;
}

function unpackKernel(packed: Buffer, image: string): Buffer {
  if (packed.subarray(0, 4).equals(elf)) return packed;
  for (const [magic, program] of compressions) {
    for (let at = packed.indexOf(magic); at >= 0; at = packed.indexOf(magic, at + 1)) {
      needPrograms([program]);
      // What follows the payload makes the program complain; what it wrote before that is what counts.
      const { stdout } = spawnSync(program, ['-dc'], { input: packed.subarray(at), maxBuffer: 1 << 30 });
      if (stdout.subarray(0, 4).equals(elf)) return stdout;
    }
  }
  throw new LiveError(
    `${image} is no bzImage that can be unpacked`,
    'give arch/x86/boot/bzImage or a vmlinuz of Debian',
  );
}

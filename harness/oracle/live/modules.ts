import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Folders of modules, from the root of a system; newer packages have them below usr. */
const folders = ['lib/modules', 'usr/lib/modules'];

/** The modules of an unpacked package, or of a system, whatever the kernel's version. */
export function modulesBelow(root: string, version = ''): { modules?: string } {
  const found = folders.map((folder) => join(root, folder, version)).find((folder) => existsSync(folder));
  return found === undefined ? {} : { modules: found };
}

/**
 * The modules of a kernel given by its path: `lib/modules/VERSION` in any folder above it, as where a package was unpacked
 * (`boot/vmlinuz-VERSION` beside it) or installed. None for a kernel that does not tell its version.
 */
export function modulesBeside(image: string): { modules?: string } {
  const version = versionOf(image);
  if (version === undefined) return {};
  for (let folder = dirname(resolve(image)); ; folder = dirname(folder)) {
    const found = modulesBelow(folder, version);
    if (found.modules !== undefined || folder === dirname(folder)) return found;
  }
}

/** `uname -r` of a bzImage: Documentation/arch/x86/boot.rst, kernel_version. */
function versionOf(image: string): string | undefined {
  const setup = Buffer.alloc(0x8000);
  const file = openSync(image, 'r');
  try {
    readSync(file, setup, 0, setup.length, 0);
  } finally {
    closeSync(file);
  }
  if (setup.toString('latin1', 0x202, 0x206) !== 'HdrS') return undefined;
  const at = 0x200 + setup.readUInt16LE(0x20e);
  return /^[\w.+~-]+/.exec(setup.toString('latin1', at, at + 128))?.[0];
}

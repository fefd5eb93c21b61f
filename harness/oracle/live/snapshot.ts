import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { accelerator } from './accelerator.ts';
import { cacheFolder } from './cache_folder.ts';
import type { KernelImage } from './debian.ts';
import { Guest } from './guest.ts';
import { type GuestConfig, kernelCommandLine, machineWords } from './guest_config.ts';
import { imageHash } from './image_hash.ts';
import { initramfsFor } from './initramfs.ts';
import { run } from './programs.ts';
import { askGuest, type GuestTold, readTold, toldAsText } from './told.ts';

/** A guest that was booted, asked about itself, and frozen at its shell: a folder with its memory, its state, its answers. */
export interface Snapshot {
  folder: string;
  told: GuestTold;
}

const toldFile = 'told.json';

/** By all that the guest is made of. */
export function snapshotKey(kernel: KernelImage, config: GuestConfig): string {
  const words = [run('qemu-system-x86_64', ['--version']).toString(), accelerator(), ...machineWords(config)];
  return createHash('sha256')
    .update(imageHash(kernel))
    .update(readFileSync(initramfsFor(kernel)))
    .update(JSON.stringify([...words, kernelCommandLine(config)]))
    .digest('hex')
    .slice(0, 24);
}

/** The one that was made before, or one made now. Throws LiveError when the kernel does not boot or QEMU cannot freeze it. */
export async function snapshotOf(kernel: KernelImage, config: GuestConfig): Promise<Snapshot> {
  const folder = join(cacheFolder('snapshots'), snapshotKey(kernel, config));
  const kept = keptIn(folder);
  if (kept !== undefined) return kept;
  const draft = mkdtempSync(join(cacheFolder('snapshots'), 'draft-'));
  try {
    const guest = await Guest.boot(kernel, config, { folder: draft, shared: true });
    try {
      const told = await askGuest(guest);
      await guest.freeze(draft);
      writeFileSync(join(draft, toldFile), toldAsText(told));
    } finally {
      guest.close();
    }
    dropSnapshot(folder);
    renameSync(draft, folder);
    dropOldest(cacheFolder('snapshots'));
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  return { folder, told: readTold(readFileSync(join(folder, toldFile), 'utf8')) };
}

export function dropSnapshot(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** A guest is 250 MB on the disk. What a run that ended early left behind goes with the others, by its age. */
const most = 16;

function dropOldest(place: string): void {
  const folders = readdirSync(place).map((name) => join(place, name));
  const age = new Map(folders.map((folder) => [folder, statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0]));
  folders.sort((a, b) => age.get(b)! - age.get(a)!);
  for (const folder of folders.slice(most)) dropSnapshot(folder);
}

function keptIn(folder: string): Snapshot | undefined {
  try {
    const now = new Date();
    utimesSync(folder, now, now);
    return { folder, told: readTold(readFileSync(join(folder, toldFile), 'utf8')) };
  } catch {
    return undefined;
  }
}

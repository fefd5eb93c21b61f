import type { KernelImage } from './debian.ts';
import { Guest } from './guest.ts';
import type { GuestConfig } from './guest_config.ts';
import { LiveError } from './live_error.ts';
import { needForRun } from './programs.ts';
import { dropSnapshot, type Snapshot, snapshotKey, snapshotOf } from './snapshot.ts';
import { askGuest, type GuestTold } from './told.ts';

/** Guests that run at a time, each on a processor of its own. */
export const guestsAtATime = 2;

export interface PoolOptions {
  /** Boot for this use alone, rather than going on from where an earlier boot was frozen. */
  bootEach?: boolean;
}

let running = 0;
const waiting: (() => void)[] = [];
const snapshots = new Map<string, Promise<Snapshot | LiveError>>();

/**
 * Gives a guest of the kernel, at its shell, with nothing done to it yet, and closes it afterwards. One boot serves all
 * guests of the same kernel and configuration, of this run and of later ones; where it cannot be frozen or come back from,
 * each guest boots. Any number may be asked for: {@link guestsAtATime} run. Throws LiveError.
 */
export async function withGuest<T>(
  kernel: KernelImage,
  config: GuestConfig,
  use: (guest: Guest, told: GuestTold) => Promise<T>,
  { bootEach = false }: PoolOptions = {},
): Promise<T> {
  needForRun();
  if (running >= guestsAtATime) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    const { guest, told } = (bootEach ? undefined : await restored(kernel, config)) ?? (await booted(kernel, config));
    try {
      return await use(guest, told);
    } finally {
      guest.close();
    }
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

interface Ready {
  guest: Guest;
  told: GuestTold;
}

async function booted(kernel: KernelImage, config: GuestConfig): Promise<Ready> {
  const guest = await Guest.boot(kernel, config);
  try {
    return { guest, told: await askGuest(guest) };
  } catch (error) {
    guest.close();
    throw error;
  }
}

async function restored(kernel: KernelImage, config: GuestConfig): Promise<Ready | undefined> {
  const key = snapshotKey(kernel, config);
  let making = snapshots.get(key);
  if (making === undefined) {
    making = snapshotOf(kernel, config).catch(refusal);
    snapshots.set(key, making);
  }
  const snapshot = await making;
  if (snapshot instanceof LiveError) return undefined;
  const { folder, told } = snapshot;
  try {
    return { guest: await Guest.thaw({ kernel, config, accelerator: told.accelerator }, folder), told };
  } catch (error) {
    // Cut short on the disk, or of another QEMU: the next run makes it again.
    snapshots.set(key, Promise.resolve(refusal(error)));
    dropSnapshot(folder);
    return undefined;
  }
}

/** Errors of the program's own are not for hiding. */
function refusal(error: unknown): LiveError {
  if (error instanceof LiveError) return error;
  if (error instanceof Error && 'code' in error) return new LiveError(error.message);
  throw error;
}

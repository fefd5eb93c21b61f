/** What kernels did, kept by the content of the kernel, the scenario and the guest: nothing of it has to run twice. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { asJson, type Cache, cacheIn, noCache } from '../../cache/cache.ts';
import { cachePlace } from '../../cache/place.ts';
import type { DriverRecording } from '../import/source.ts';
import type { KernelImage } from './debian.ts';
import { type RecordOptions, recordLive } from './record.ts';
import type { LiveScenario } from './scenario.ts';

/** To be raised when a recorder sees other things, or does them otherwise. */
const recorder = 1;

/** Bytes: a recording takes some tens of thousands. */
const most = 256 * 1024 * 1024;

export function openKept(): Cache {
  const place = cachePlace('observed');
  return place === undefined ? noCache : cacheIn(place, most);
}

const contents = new Map<string, string>();

function contentOf(image: string): string {
  const known = contents.get(image);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(readFileSync(image)).digest('hex');
  contents.set(image, hash);
  return hash;
}

export function keptKey(kernel: KernelImage, { guest, steps, family }: LiveScenario, guestOnly = false): string {
  const parts = [recorder, contentOf(kernel.image), kernel.modules !== undefined, guest, steps, family, guestOnly];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

export interface Kept {
  source: DriverRecording;
  /** No guest ran for it. */
  kept: boolean;
}

/** As it was recorded before, or recorded now and kept at once. Throws LiveError. */
export async function recordKept(
  kernel: KernelImage,
  scenario: LiveScenario,
  options: RecordOptions,
  cache: Cache,
): Promise<Kept> {
  const key = keptKey(kernel, scenario, options.guestOnly);
  const known = cache.recall(key);
  if (known !== undefined) return { source: { ...asJson.read(known), kernel_dir: kernel.name }, kept: true };
  const source = await recordLive(kernel, scenario, options);
  // A guest that did not come back may only have been slow.
  if (!source.steps.some(({ died }) => died === 'stuck')) cache.keep(key, asJson.write(source));
  return { source, kept: false };
}

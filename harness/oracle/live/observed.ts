import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cache, cacheIn } from '../../cache/cache.ts';
import { projectRoot } from '../../corpus/root.ts';
import type { DriverRecording } from '../import/source.ts';
import { cacheFolder } from './cache_folder.ts';
import type { KernelImage } from './debian.ts';
import { imageHash } from './image_hash.ts';
import { type RecordOptions, recordLive } from './record.ts';
import type { LiveScenario } from './scenario.ts';

/** What guests did takes no more than this, in bytes: some thousand scenarios. */
const bound = 128 * 1024 * 1024;

/** What a kernel does in a scenario: as it was seen in an earlier run, or seen now and kept. */
export interface Observed {
  source: DriverRecording;
  /** Whether a guest ran for it now. */
  now: boolean;
}

/** `again`: run it whatever is kept. What was kept goes by the contents of the kernel, the scenario with its machine, and the recorder. */
export async function observed(
  kernel: KernelImage,
  scenario: LiveScenario,
  { again = false, ...options }: RecordOptions & { again?: boolean },
  cache: Cache = cacheIn(cacheFolder('observed'), bound),
): Promise<Observed> {
  const key = observedKey(kernel, scenario, options.guestOnly === true);
  const kept = again ? undefined : recall(cache, key);
  // Another name for the same kernel is no other kernel.
  if (kept !== undefined) return { source: { ...kept, kernel_dir: kernel.name }, now: false };
  const source = await recordLive(kernel, scenario, options);
  // A guest that did not come back may only have been slow.
  if (!source.steps.some(({ died }) => died === 'stuck')) cache.keep(key, JSON.stringify(source));
  return { source, now: true };
}

function recall(cache: Cache, key: string): DriverRecording | undefined {
  try {
    return JSON.parse(cache.recall(key) ?? '') as DriverRecording;
  } catch {
    return undefined;
  }
}

export function observedKey(kernel: KernelImage, { named: _, ...scenario }: LiveScenario, guestOnly: boolean): string {
  const { package: from, modules } = kernel;
  return createHash('sha256')
    .update(JSON.stringify([recorderHash(), imageHash(kernel), from, modules !== undefined, scenario, guestOnly]))
    .digest('hex')
    .slice(0, 32);
}

let recorder: string | undefined;

/** Of everything that decides what is seen: what was seen by another recorder is not the same. */
function recorderHash(): string {
  if (recorder === undefined) {
    const folder = join(projectRoot(), 'harness', 'oracle', 'live');
    const hash = createHash('sha256');
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).sort(byPath))
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
    recorder = hash.digest('hex');
  }
  return recorder;
}

type Entry = { parentPath: string; name: string };
const pathOf = ({ parentPath, name }: Entry): string => join(parentPath, name);
const byPath = (a: Entry, b: Entry): number => (pathOf(a) < pathOf(b) ? -1 : 1);

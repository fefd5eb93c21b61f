import { mkdirSync } from 'node:fs';
import { cachePlace } from '../../cache/place.ts';
import { LiveError } from './live_error.ts';

/** A folder of the cache, made: kernels, their type information and initramfs are kept between runs. */
export function cacheFolder(...parts: string[]): string {
  const folder = cachePlace(...parts);
  const hint = 'set XDG_CACHE_HOME to a folder that can be written to';
  if (folder === undefined) throw new LiveError('there is no place to keep a kernel in', hint);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new LiveError(`${folder} cannot be made (${(error as NodeJS.ErrnoException).code})`, hint);
  }
  return folder;
}

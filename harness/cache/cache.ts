import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { cachePlace } from './place.ts';
import { programHash } from './program.ts';

/** What is kept takes no more than this, in bytes: some fifty reports of the whole corpus. */
export const bound = 64 * 1024 * 1024;

/**
 * Texts by everything that they depend on. The model has no clock and no chance in it, so that the same program with the
 * same input gives the same. Whatever goes wrong with a file, another run that writes, a full disk, an entry cut short,
 * means that there is none.
 */
export interface Cache {
  recall(key: string): string | undefined;
  keep(key: string, text: string): void;
}

export const noCache: Cache = { recall: () => undefined, keep() {} };

/** That of this program; none for sources that were not compiled, since nothing tells one of them from the next. */
export function openCache(): Cache {
  const place = cachePlace('results');
  return place === undefined || programHash() === undefined ? noCache : cacheIn(place);
}

export function cacheIn(folder: string, most = bound): Cache {
  return {
    recall(key) {
      const file = join(folder, key);
      try {
        // gzip knows its own checksum; the key in it tells an entry under another's name.
        const text = gunzipSync(readFileSync(file)).toString();
        if (!text.startsWith(`${key}\n`)) return undefined;
        markUsed(file);
        return text.slice(key.length + 1);
      } catch {
        return undefined;
      }
    },
    keep(key, text) {
      const draft = join(folder, `${key}.${process.pid}`);
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(draft, gzipSync(`${key}\n${text}`));
        renameSync(draft, join(folder, key));
        dropOldest(folder, most);
      } catch {
        dropDraft(draft);
      }
    },
  };
}

/** The key of what is computed of these, by this program. */
export function keyOf(...parts: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([programHash(), ...parts]))
    .digest('hex')
    .slice(0, 32);
}

/** What was computed before, or is computed now and kept. `read` throws for a text that it cannot understand. */
export async function remembered<T>(
  cache: Cache,
  key: string,
  { read, write }: { read: (text: string) => T; write: (value: T) => string },
  compute: () => T | Promise<T>,
): Promise<T> {
  const known = cache.recall(key);
  if (known !== undefined)
    try {
      return read(known);
    } catch {
      // Computed again, and written over.
    }
  const value = await compute();
  cache.keep(key, write(value));
  return value;
}

export const asJson = { read: JSON.parse, write: JSON.stringify };
export const asText = { read: (text: string) => text, write: (text: string) => text };

/** What is not asked for goes first. */
function dropOldest(folder: string, most: number): void {
  const files = readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat ? [{ file, at: stat.mtimeMs, bytes: stat.size }] : [];
  });
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  for (const file of files.sort((a, b) => a.at - b.at)) {
    if (bytes <= most) return;
    rmSync(file.file, { force: true });
    bytes -= file.bytes;
  }
}

function markUsed(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // A cache that may only be read forgets in the order of writing.
  }
}

function dropDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // There is no folder to leave a draft in.
  }
}

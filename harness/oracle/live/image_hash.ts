import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { KernelImage } from './debian.ts';

const known = new Map<string, string>();

/** Of a kernel's content; read again when the file changes. */
export function imageHash({ image }: Pick<KernelImage, 'image'>): string {
  const { mtimeMs, size } = statSync(image);
  const key = `${image} ${mtimeMs} ${size}`;
  const hash = known.get(key) ?? createHash('sha256').update(readFileSync(image)).digest('hex');
  known.set(key, hash);
  return hash;
}

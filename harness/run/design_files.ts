/** Where each design is written: its source below strategies/, for messages and for the lock. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../corpus/root.ts';
import type { Design } from '../design.ts';
import { designId, modules } from './designs.ts';
import { originOf } from './function_text.ts';

export interface DesignFile {
  /** Path below the root, of the TypeScript source. */
  file: string;
  /** Its name in the lock: `oscar@v5`, `david@v10+repair:under-lock`, `fix:altmap-on-failed-add`. */
  key: string;
  /** What is looked at: of a mend, the mend over the design that names it. */
  design: Design;
  mend?: Design;
}

let found: readonly DesignFile[] | undefined;

/** Every design and mend of strategies/, those that others only stand on too, in the order of their files. */
export function designFiles(): readonly DesignFile[] {
  found ??= modules.map(({ file, design }) => {
    const key = designId(design);
    if (!/^(?:fix|repair):/.test(design.id)) return { file, key, design };
    // A repair says nothing of the design that it is read against: that one names it.
    const owner = modules.find((each) => each.design.mends?.includes(design))?.design;
    if (!owner) return { file, key, design, mend: design };
    const over = { ...design, over: [...(design.over ?? []), owner] };
    return { file, key: `${designId(owner)}+${key}`, design: over, mend: design };
  });
  return found;
}

export const sourceOf = (file: string): string => readFileSync(join(projectRoot(), file), 'utf8');

/** 1-based line and column of `word`, where the design's part of the source defines or names it, else of the part. */
export function placeInSource(
  source: string,
  word: string | undefined,
  design: Design,
): { line: number; column: number; length: number } {
  const mend = originOf(design)?.mend;
  const from = mend === undefined ? 0 : Math.max(0, source.indexOf(`name: '${mend}'`));
  const named = word ? new RegExp(`(?<![\\w$.])${word}(?=['"]?\\s*[(:])`).exec(source.slice(from)) : null;
  const at = from + (named?.index ?? 0);
  const before = source.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: named ? (word as string).length : 1 };
}

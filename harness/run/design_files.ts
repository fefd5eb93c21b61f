/** Where each design is written: its source below strategies/, for messages and for rewriting hashes. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findRoot } from '../corpus/root.ts';
import type { Design } from '../design.ts';

export interface DesignFile {
  /** Path below the root, of the TypeScript source. */
  file: string;
  design: Design;
}

const here = fileURLToPath(import.meta.url);

function isDesign(value: unknown): value is Design {
  const design = value as Partial<Design> | null;
  return (
    typeof design === 'object' &&
    design !== null &&
    typeof design.patch === 'function' &&
    typeof design.replaces === 'object'
  );
}

/** Every design of strategies/, those that others only stand on too, in the order of their files. */
export async function designFiles(): Promise<DesignFile[]> {
  const strategies = join(dirname(here), '..', '..', 'strategies');
  const extension = extname(here);
  const names = readdirSync(strategies, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith(extension) && !name.endsWith(`.d${extension}`),
  );
  const found: DesignFile[] = [];
  for (const name of names.sort()) {
    const exported = (await import(pathToFileURL(join(strategies, name)).href)) as Record<string, unknown>;
    const file = `strategies/${name.replaceAll('\\', '/').replace(/\.js$/, '.ts')}`;
    for (const design of Object.values(exported).filter(isDesign))
      if (!found.some((each) => each.design === design)) found.push({ file, design });
  }
  return found;
}

export const sourceOf = (file: string): string => readFileSync(join(findRoot(), file), 'utf8');

/** The text between the braces after `replaces:`, with its place in the source; undefined where there is none. */
export function replacesBlock(source: string): { start: number; end: number } | undefined {
  const match = /\breplaces:\s*\{/.exec(source);
  if (!match) return undefined;
  const start = match.index + match[0].length;
  const end = source.indexOf('}', start);
  return end < 0 ? undefined : { start, end };
}

/** 1-based line and column of `word` inside the `replaces` block, else of the block, else of the first line. */
export function placeInSource(source: string, word?: string): { line: number; column: number; length: number } {
  const block = replacesBlock(source);
  const inside =
    block && word ? new RegExp(`(?<![\\w$])${word}(?![\\w$])`).exec(source.slice(block.start, block.end)) : null;
  const patch = word ? new RegExp(`(?<![\\w$.])${word}(?=\\s*[(:])`).exec(source.slice(block?.end ?? 0)) : null;
  const at =
    inside && block
      ? block.start + inside.index
      : patch
        ? (block?.end ?? 0) + patch.index
        : block
          ? source.lastIndexOf('replaces', block.start)
          : 0;
  const before = source.slice(0, at).split('\n');
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    length: inside || patch ? word!.length : block ? 'replaces'.length : 1,
  };
}

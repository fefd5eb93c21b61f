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
  /** Of a mend, which stands beside others in its file: what its `replaces` comes after. */
  after?: string;
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

/** Every design and mend of strategies/, those that others only stand on too, in the order of their files. */
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
    for (const design of Object.values(exported).flat().filter(isDesign))
      if (!found.some((each) => each.design === design)) found.push({ file, design });
  }
  return found.map((each) => asMend(each, found));
}

/** A repair says nothing of the design that it is read against: that one names it. */
function asMend({ file, design }: DesignFile, all: readonly DesignFile[]): DesignFile {
  const [, name] = /^(?:fix|repair):(.*)/.exec(design.id) ?? [];
  if (name === undefined) return { file, design };
  const owner = all.find((each) => each.design.mends?.includes(design));
  return {
    file,
    design: owner ? { ...design, over: [...(design.over ?? []), owner.design] } : design,
    after: `name: '${name}'`,
  };
}

export const sourceOf = (file: string): string => readFileSync(join(findRoot(), file), 'utf8');

/** The text between the braces after `replaces:`, with its place in the source; undefined where there is none. */
export function replacesBlock(source: string, after = ''): { start: number; end: number } | undefined {
  const from = Math.max(0, source.indexOf(after));
  const match = /\breplaces:\s*\{/.exec(source.slice(from));
  if (!match) return undefined;
  const start = from + match.index + match[0].length;
  const end = source.indexOf('}', start);
  return end < 0 ? undefined : { start, end };
}

/** 1-based line and column of `word` inside the `replaces` block, else of the block, else of the first line. */
export function placeInSource(
  source: string,
  word?: string,
  after?: string,
): { line: number; column: number; length: number } {
  const block = replacesBlock(source, after);
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

/** Writes today's hashes into the `replaces` of every design. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '../corpus/root.ts';
import { type DesignFile, replacesBlock, sourceOf } from './design_files.ts';
import { currentHunks } from './hunks.ts';

/** The source with the hashes of `hunks` in its `replaces`; names that are not there already are left out. */
export function withHunks(source: string, hunks: ReadonlyMap<string, string>, after?: string): string {
  const block = replacesBlock(source, after);
  if (!block) return source;
  const body = source
    .slice(block.start, block.end)
    .replace(/([A-Za-z_$][\w$]*)(\s*:\s*)'[^']*'/g, (all, name: string, colon: string) => {
      const hash = hunks.get(name);
      return hash === undefined ? all : `${name}${colon}'${hash}'`;
    });
  return source.slice(0, block.start) + body + source.slice(block.end);
}

/** Files that were rewritten, as paths below the root; one with several designs comes once for each. */
export function updateHunks(files: readonly DesignFile[]): string[] {
  return files.flatMap(({ file, design, after }) => {
    const source = sourceOf(file);
    const next = withHunks(source, currentHunks(design), after);
    if (next === source) return [];
    writeFileSync(join(findRoot(), file), next);
    return [file];
  });
}

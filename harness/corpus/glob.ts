/** A glob as a regular expression: `*` stays within a folder, `**` does not, `?` is one character, `{a,b}` either. */
function toRegExp(glob: string): RegExp {
  let depth = 0;
  const source = glob.replace(/\*\*\/?|[*?{},]|[.+^$()|[\]\\]/g, (part) => {
    if (part.startsWith('**')) return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part === '{') {
      depth++;
      return '(?:';
    }
    if (part === '}' && depth > 0) {
      depth--;
      return ')';
    }
    if (part === ',' && depth > 0) return '|';
    return part === ',' ? part : `\\${part}`;
  });
  return new RegExp(`^${source}${')'.repeat(depth)}$`);
}

/**
 * Says whether a fixture's id is meant: by the whole id (`zone-span/shrink*`), by its last part (`shrink-past-hole`) or
 * by its topic (`zone-span`). No globs mean every fixture.
 */
export function matcher(globs: readonly string[] = []): (id: string) => boolean {
  if (globs.length === 0) return () => true;
  const patterns = globs.map((glob) =>
    toRegExp(glob.replace(/^(?:\.\/)?(?:fixtures\/scenarios\/)?/, '').replace(/\.ya?ml$|\/$/, '')),
  );
  return (id) => {
    const slash = id.lastIndexOf('/');
    const names = [id, id.slice(slash + 1), id.slice(0, Math.max(0, slash))];
    return patterns.some((pattern) => names.some((name) => name !== '' && pattern.test(name)));
  };
}

/** True when an id (`zone-span/one`, `oscar@v5`) is meant by the pattern: the whole id, its last part or its topic. */
export const matchesGlob = (pattern: string, id: string): boolean => matcher([pattern])(id);

import { matcher } from '../corpus/glob.ts';

/** True when an id (`zone-span/one`, `oscar@v5`) is meant by the pattern: the whole id, its last part or its topic. */
export function matchesGlob(pattern: string, id: string): boolean {
  return matcher([pattern])(id);
}

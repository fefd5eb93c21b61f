import { createHash } from 'node:crypto';
import type { Fixture } from '../types/scenario.ts';

/** JSON with sorted keys and no spaces: equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}

/** First 16 hex digits of the sha256. */
function shortHash(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/**
 * Identity of a fixture across reports: what is done to which machine and what is expected. Where it stands and how it
 * is worded (id, file, lines, titles, prose, claims, the preset's name and how rare it is) may change without making another fixture of it.
 */
export function fixtureHash(fixture: Pick<Fixture, 'machine' | 'steps'>): string {
  const { id: _id, title: _title, rare: _rare, ...machine } = fixture.machine;
  const steps = fixture.steps.map(({ actions, expect, during }) => ({ actions, expect, during }));
  return shortHash(canonicalJson({ machine, steps }));
}

/** Identity of a set of fixtures: which, and what they say. */
export function corpusHash(fixtures: readonly Pick<Fixture, 'id' | 'hash'>[]): string {
  return shortHash(
    fixtures
      .map(({ id, hash }) => `${id} ${hash}\n`)
      .sort()
      .join(''),
  );
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { invariants, listInvariants } from '../../harness/invariants/registry.ts';
import { consequenceClasses } from '../../harness/types/result.ts';

describe('the registry of invariants', () => {
  test('has every file that defines one, under its own name', () => {
    const folder = 'harness/invariants';
    const defining = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.includes('/') && file.endsWith('.ts'))
      .filter((file) => readFileSync(`${folder}/${file}`, 'utf8').includes('export default defineInvariant('))
      .map((file) => file.replace(/\.ts$/, ''));
    expect(invariants.map(({ id }) => id).sort()).toEqual(defining.sort());
    expect(defining.length).toBeGreaterThanOrEqual(50);
  });

  test.each(listInvariants().map((each) => [each.id, each] as const))(
    '%s says why, who relies on it and what it means',
    (_, each) => {
      expect(each.reason.length).toBeGreaterThan(20);
      expect(each.reliesOn.length).toBeGreaterThan(0);
      for (const code of each.reliesOn) expect(code).toMatch(/^[\w./-]+\.[ch]:\w+$/);
      for (const claim of each.claims) expect(claim).toMatch(/^L\d\d$/);
      expect(consequenceClasses).toContain(each.class);
    },
  );

  test.each(invariants.map(({ id }) => id))('%s has tests of its own', (id) => {
    expect(existsSync(`tests/invariants/${id}.test.ts`)).toBe(true);
  });

  test('every invariant can be looked at in one way or another', () => {
    for (const { rest, watch, incident } of invariants) expect(rest ?? watch ?? incident).toBeDefined();
  });
});

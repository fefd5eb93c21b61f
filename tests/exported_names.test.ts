import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const declared =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;

/** What is exported under one name in each of a folder's files is the same thing by design: a verb is registered, a thread answers. */
const interfaces = new Set(['register', 'answering']);

test('no two modules of the harness export different things under one name', () => {
  const homes = new Map<string, Set<string>>();
  for (const name of readdirSync('harness', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )) {
    const file = join('harness', name);
    for (const [, exported] of readFileSync(file, 'utf8').matchAll(declared))
      homes.set(exported!, (homes.get(exported!) ?? new Set()).add(file));
  }
  expect(homes.size).toBeGreaterThan(500);
  const shared = [...homes].filter(([exported, files]) => files.size > 1 && !interfaces.has(exported));
  expect(shared.map(([exported, files]) => `${exported}: ${[...files].sort().join(', ')}`)).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../harness/render/', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

test('a renderer is given an analysis and never reads a report', () => {
  const reading = files.filter((file) =>
    /import type \{[^}]*\bReport\b[^}]*\}/.test(readFileSync(join(folder, file), 'utf8')),
  );
  expect(files.length).toBeGreaterThan(20);
  expect(reading).toEqual([]);
});

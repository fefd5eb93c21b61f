import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { invariantTable } from '../../harness/invariants/document.ts';

const file = 'docs/invariants.md';
const between = /(<!-- invariants -->\n)[\s\S]*?(\n<!-- \/invariants -->)/;

test(`${file} has a row for every invariant; UPDATE_DOCS=1 writes them anew`, () => {
  const text = readFileSync(file, 'utf8');
  const wanted = text.replace(between, (_, start, end) => `${start}\n${invariantTable()}\n${end}`);
  if (process.env['UPDATE_DOCS']) writeFileSync(file, wanted);
  else expect(text).toBe(wanted);
});

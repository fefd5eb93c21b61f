import { expect, test } from 'vitest';
import { renderFault } from '../../harness/render/explain/fault.ts';
import { paintFor } from '../../harness/text/paint.ts';
import type { Exchange } from '../../harness/types/fault.ts';
import { sampleFault } from '../sample_fault.ts';

const told = (changes: Parameters<typeof sampleFault>[1] = {}): string =>
  renderFault(sampleFault('a/b/c', changes), { paint: paintFor(false), columns: 100 });

test('the hunk, the scenario and the command that shows it are told', () => {
  const text = told();
  expect(text).toContain('mm/memory_hotplug.c:online_pages, of oscar@v5');
  expect(text).toContain('(from span/two); it goes wrong at step 1\n  title: It\n');
  expect(text.trimEnd()).toMatch(/\$ npx mhp-compare explain span\/two --design oscar@v5$/);
});

test.each<[Exchange['kind'], string]>([
  ['below', 'it goes away with online_pages() as before the patch'],
  ['absent', 'it goes away without online_pages()'],
  ['mend', 'it goes away with repair:it'],
])('why it is that hunk: %s', (kind, reason) => {
  expect(told({ exchange: { kind, name: 'repair:it', functions: ['online_pages'] } })).toContain(reason);
});

test('what mends it is named, or that nothing does', () => {
  expect(told({ mendedBy: [{ by: 'david@v6.7', functions: [] }] })).toContain('mended      david@v6.7\n');
  expect(told()).toContain('mended      by nothing that was tried\n');
});

import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { cachePlace } from '../../harness/cache/place.ts';

test('XDG_CACHE_HOME is where things are kept', () => {
  vi.stubEnv('XDG_CACHE_HOME', '/somewhere');
  expect(cachePlace('results')).toBe('/somewhere/mhp-compare/results');
});

// The base directory specification: "If an implementation encounters a relative path it should [...] ignore it".
test.each(['', 'relative/path'])('with XDG_CACHE_HOME "%s" it is ~/.cache', (value) => {
  vi.stubEnv('XDG_CACHE_HOME', value);
  expect(cachePlace('btf')).toBe(join(homedir(), '.cache', 'mhp-compare', 'btf'));
});

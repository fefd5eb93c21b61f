import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { runFixture } from '../../harness/run/run.ts';

const text = readFileSync('docs/findings.md', 'utf8').replace(/\s+/g, ' ');
const evidence = [...text.matchAll(/`([\w:/ -]+)` in `([\w/-]+)` on `([\w.@+:-]+)`/g)].map(
  ([, invariant, fixture, design]) => ({ invariant, fixture, design }) as Record<string, string>,
);
const replays = [...text.matchAll(/`npm run mhp-compare -- explain ([\w/-]+) --design ([\w.@+:-]+)`/g)].map(
  ([, fixture, design]) => ({ fixture, design }) as Record<string, string>,
);
const { fixtures } = await loadCorpus({});

const violationsOf = ({ fixture, design }: Record<string, string>) => {
  const found = fixtures.find(({ id }) => id === fixture);
  return found ? runFixture(found, `linux@5.12+${design}`).violations.map(({ invariant }) => invariant) : undefined;
};

describe('docs/findings.md', () => {
  it('gives evidence and a way to see it', () => {
    expect([evidence.length > 20, replays.length > 15]).toEqual([true, true]);
  });

  // `in` and `on` are words of the sentence form that the document states itself.
  it.each(evidence.filter(({ invariant }) => invariant !== 'invariant'))(
    '$invariant fails in $fixture on $design, as it says',
    (each) => {
      expect(violationsOf(each)).toContain(each['invariant']);
    },
  );

  it.each(replays)('$fixture shows something on $design', (each) => {
    expect(violationsOf(each)?.length).toBeGreaterThan(0);
  });
});

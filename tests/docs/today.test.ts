import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { runFixture } from '../../harness/run/run.ts';

const stacks: Record<string, string> = {
  '5.13': 'linux@5.12+david@v10',
  '6.1': 'linux@6.1',
  '6.12': 'linux@6.12',
  '7.3': 'linux@7.3',
};
const columns = Object.keys(stacks);
const errnos: Record<string, number> = { EBUSY: -16, EINVAL: -22 };

const { fixtures } = await loadCorpus({});
const document = readFileSync('docs/today.md', 'utf8');
const rows = document.split('\n').flatMap((line) => {
  const cells = line.split('|').map((cell) => cell.trim());
  const seen = /^`([\w:/-]+)` in `([\w/-]+)`(?: on `(unpatched)`)?$/.exec(cells[8] ?? '');
  return seen ? [{ title: `${cells[1]} ${cells[2]}`, told: cells.slice(3, 7), seen: seen.slice(1) }] : [];
});

describe('docs/today.md', () => {
  it('has its rows', () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  it.each(rows)('$title is there on the releases it says and on no other', ({ told, seen }) => {
    const [invariant = '', name, design] = seen;
    const fixture = fixtures.find(({ id }) => id === name)!;
    const shows = columns.map((column) => {
      const stack = design ? `${stacks[column]!.split('+')[0]}+${design}` : stacks[column]!;
      const config = {
        debug_vm: /hole-off$/.test(fixture.id),
        page_ext: invariant.includes('page-ext'),
      };
      const { steps, violations } = runFixture(fixture, stack, { config });
      const errno = errnos[invariant];
      const found =
        errno === undefined
          ? violations.some((violation) => violation.invariant === invariant)
          : steps.some(({ ret }) => ret === errno);
      return found;
    });
    const first = shows.indexOf(true);
    expect(shows.map((each, index) => (each ? 'there' : index < first ? 'not yet' : 'mended'))).toEqual(told);
  });
});

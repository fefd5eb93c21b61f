import { expect, test } from 'vitest';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { projectRoot } from '../../harness/corpus/root.ts';
import { parseRun } from '../../harness/types/page_run.ts';
import type { Fixture } from '../../harness/types/scenario.ts';
import { follow, settled } from './followed.ts';

const { fixtures } = await loadCorpus({ root: projectRoot() });

/** Blocks that a key of the field names: one, or those of a run of pages or sections. */
function blocksOf({ machine }: Fixture, field: string, key: string): number[] {
  const run = parseRun(key);
  if (run === undefined) return [Number(key)];
  const size = machine.pagesPerBlock / (field.startsWith('section.') ? machine.pagesPerSection : 1);
  const from = Math.floor(run[0] / size);
  return Array.from({ length: Math.ceil(run[1] / size) - from }, (_, i) => from + i);
}

const values = fixtures.flatMap((fixture) => {
  const after = follow(fixture);
  return fixture.steps.flatMap(({ expect: expected, title }, i) =>
    Object.entries(expected?.fields ?? {})
      .filter(([field]) => ['block.state', 'page.online', 'resource', 'section.flags'].includes(field))
      .flatMap(([field, wanted]) =>
        Object.entries(wanted).map(([key, value]) => ({
          where: `${fixture.id} step ${i + 1} (${title}): ${field} of ${key}`,
          value,
          by: settled(field, blocksOf(fixture, field, key).map(after[i]!)),
        })),
      ),
  );
});

test('blocks, their pages and their place are as the outcomes of the steps leave them', () => {
  const other = values.filter(({ value, by }) => by !== undefined && String(by) !== String(value));
  expect(other).toEqual([]);
});

/** A block that comes online by itself and is refused is not told by what its add returns. */
test('the outcomes settle every block but those that were refused by themselves', () => {
  const unsettled = values.filter(({ by }) => by === undefined).map(({ where }) => where.split(' ')[0]);
  expect([...new Set(unsettled)]).toEqual(['zone-choice/auto-online-four-blocks', 'zone-choice/auto-online-refused']);
});

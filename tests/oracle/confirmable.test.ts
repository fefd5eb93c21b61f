import { expect, test } from 'vitest';
import { selectDesigns } from '../../harness/cli/select.ts';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { confirm } from '../../harness/oracle/confirm.ts';
import { confirmableNames } from '../../harness/oracle/confirmable.ts';
import { listDesigns } from '../../harness/run/designs.ts';
import { runFixture } from '../../harness/run/run.ts';
import { confirmedNow, recordings } from './recordings.ts';

const confirmed = confirmedNow();

/** What stands unconfirmed behind any verdict of the default comparison. */
async function unconfirmed(): Promise<string[]> {
  const { fixtures } = await loadCorpus();
  const names = new Set<string>();
  for (const { id } of selectDesigns(listDesigns(), { design: [], base: 'linux@5.12' }))
    for (const fixture of fixtures) {
      const { evidence } = runFixture(fixture, `linux@5.12+${id}`, { confirmed, observations: false, judged: false });
      for (const name of evidence.unchecked) names.add(name);
    }
  return [...names].sort();
}

test('each function that is not confirmed says what would confirm it, and none that is confirmed does', async () => {
  expect([...confirmableNames].sort()).toEqual(await unconfirmed());
});

test('what /proc/kpageflags shows after a step confirms the function that it is compared with', () => {
  expect(Object.keys(confirmed.functions)).toContain('fs/proc/page:stable_page_flags');
});

test('a recording without page flags does not confirm it', () => {
  const basic = structuredClone(recordings.find(({ id }) => id === 'cloud61/basic_mom1')!);
  expect(Object.keys(confirm([basic]).functions)).toContain('fs/proc/page:stable_page_flags');
  for (const { observation } of basic.steps)
    for (const field of ['nopage', 'reserved', 'owner']) delete observation[`kpageflags.${field}`];
  expect(Object.keys(confirm([basic]).functions)).not.toContain('fs/proc/page:stable_page_flags');
});

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './exit.ts';
import { note, print } from './terminal.ts';

export interface LiveOptions {
  kernel?: string;
  out?: string;
  as?: string;
  json?: string;
  guestOnly?: boolean;
  modules?: string;
}

/** Runs each scenario on the kernel and writes what it saw. */
export async function recordLiveAll(words: string[], options: LiveOptions): Promise<void> {
  const { findKernel } = await import('../oracle/live/debian.ts');
  const { recordLive } = await import('../oracle/live/record.ts');
  const { recordingOf } = await import('../oracle/import/import.ts');
  const { formatRecording } = await import('../oracle/write.ts');
  const { writeWhole } = await import('../oracle/write_whole.ts');
  await guarded(async () => {
    const scenarios = await liveScenarios(words);
    if (options.out !== undefined && scenarios.length > 1) {
      throw new Failure('usage', `--out takes one recording, but these are ${scenarios.length}`);
    }
    const kernel = findKernel(options.kernel ?? 'cloud61', options.modules);
    const seen = new Set<string>();
    for (const scenario of scenarios) {
      if (seen.has(scenario.family)) continue;
      note(`${kernel.name}/${scenario.name}: booting`);
      const source = await recordLive(kernel, scenario, {
        onStep: (done, of, title) => note(`  ${done}/${of} ${title}`),
        guestOnly: options.guestOnly === true,
      });
      if (source.scenario === scenario.family) seen.add(scenario.family);
      if (options.json !== undefined) writeWhole(options.json, JSON.stringify(source));
      const recording = recordingOf(source, scenario.name, options.as);
      const written = formatRecording(recording);
      if (options.out === '-') await print(written);
      else {
        const target = options.out ?? join('fixtures', 'recordings', `${recording.id}.yaml`);
        writeWhole(target, written);
        note(`${target}: ${recording.steps.length} steps`);
      }
    }
  });
}

/** Files of scenarios for a recorder, and fixtures by id or glob. */
export async function liveScenarios(words: string[]) {
  const { readScenarios } = await import('../oracle/live/scenario.ts');
  const { findRoot } = await import('../corpus/root.ts');
  const found = [];
  for (const word of words) {
    const bundled = (name: string) => join(findRoot(), 'fixtures', 'live', `${name}.yaml`);
    const files = [word, bundled(word), bundled(word.replace(/_mom\w+$/, ''))];
    const file = files.find((each) => statSync(each, { throwIfNoEntry: false })?.isFile());
    if (file !== undefined) {
      // `gap_reused_mom1` is one of the two that `gap_reused` stands for.
      const read = readScenarios(file);
      const one = read.filter(({ name }) => name === word);
      found.push(...(one.length > 0 ? one : read));
    } else found.push(...(await fixturesAsScenarios(word)));
  }
  return found;
}

async function fixturesAsScenarios(word: string) {
  const { loadCorpus } = await import('../corpus/load.ts');
  const { scenarioOf } = await import('../oracle/live/from_fixture.ts');
  const { fixtures } = await loadCorpus({ globs: [word] });
  if (fixtures.length === 0)
    throw new Failure(
      'noMatch',
      `no scenario and no fixture "${word}"`,
      'scenarios for recording are in fixtures/live',
    );
  return fixtures.map(scenarioOf);
}

export async function guarded(body: () => Promise<void>): Promise<void> {
  const { LiveError } = await import('../oracle/live/live_error.ts');
  const { RecordingError } = await import('../oracle/recording.ts');
  try {
    await body();
  } catch (error) {
    if (error instanceof LiveError) throw new Failure('unavailable', error.message, error.hint);
    if (error instanceof RecordingError) throw new Failure('badInput', error.message, error.hint);
    throw error;
  }
}

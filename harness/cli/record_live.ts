import { join } from 'node:path';
import type { DriverRecording } from '../oracle/import/source.ts';
import type { LiveError } from '../oracle/live/live_error.ts';
import type { LiveScenario } from '../oracle/live/scenario.ts';
import { Failure, leaveWith } from './exit.ts';
import { note, print } from './terminal.ts';

export interface LiveOptions {
  kernel?: string;
  out?: string;
  as?: string;
  json?: string;
  guestOnly?: boolean;
  bootEach?: boolean;
  modules?: string;
  append?: string;
}

/** Runs each scenario on the kernel and writes what it saw. */
export async function recordLiveAll(words: string[], options: LiveOptions): Promise<void> {
  const { findKernel } = await import('../oracle/live/debian.ts');
  const { recordLive } = await import('../oracle/live/record.ts');
  const { recordingOf } = await import('../oracle/import/import.ts');
  const { formatRecording } = await import('../oracle/write.ts');
  const { writeWhole } = await import('../oracle/write_whole.ts');
  await guarded(async () => {
    const scenarios = appending(await liveScenarios(words), options.append);
    if (options.out !== undefined && scenarios.length > 1) {
      throw new Failure('usage', `--out takes one recording, but these are ${scenarios.length}`);
    }
    const kernel = findKernel(options.kernel ?? 'cloud61', options.modules);
    await eachScenario(scenarios, async (scenario) => {
      const source = await recordLive(kernel, scenario, {
        onStep: (done, of, title) => note(`${kernel.name}/${scenario.name} ${done}/${of}: ${title}`),
        guestOnly: options.guestOnly === true,
        bootEach: options.bootEach === true,
      });
      if (options.json !== undefined) writeWhole(options.json, JSON.stringify(source));
      const recording = recordingOf(source, scenario.name, options.as);
      const written = formatRecording(recording);
      if (options.out === '-') await print(written);
      else {
        const target = options.out ?? join('fixtures', 'recordings', `${recording.id}.yaml`);
        writeWhole(target, written);
        note(`${target}: ${recording.steps.length} steps`);
      }
      return source;
    });
  });
}

/** A scenario, or why there is none for what was asked for. */
type Found = LiveScenario | LiveError;

/**
 * Does `body` with each scenario, with as many at a time as guests may run. Of several, one that cannot be run is reported,
 * and the others still are; the program then leaves with 69. On a kernel without memmap_on_memory the variants of a
 * scenario are one.
 */
export async function eachScenario(
  scenarios: readonly Found[],
  body: (scenario: LiveScenario) => Promise<DriverRecording>,
): Promise<void> {
  const { LiveError } = await import('../oracle/live/live_error.ts');
  const { guestsAtATime } = await import('../oracle/live/pool.ts');
  const { RecordingError } = await import('../oracle/recording.ts');
  const families = new Map<unknown, Found[]>();
  for (const scenario of scenarios) {
    const family = scenario instanceof LiveError ? scenario : scenario.family;
    families.set(family, [...(families.get(family) ?? []), scenario]);
  }
  const waiting = [...families.values()];
  let run = 0;
  const one = async (scenario: Found): Promise<boolean> => {
    try {
      if (scenario instanceof LiveError) throw scenario;
      const { scenario: recorded } = await body(scenario);
      run++;
      return recorded !== scenario.family;
    } catch (error) {
      const known = error instanceof LiveError ? !error.missing : error instanceof RecordingError;
      if (!known || scenarios.length === 1) {
        waiting.length = 0;
        throw error;
      }
      const name = scenario instanceof LiveError ? '' : `${scenario.name}: `;
      note(`${name}${(error as Error).message}`);
      if ((error as LiveError).hint !== undefined) note(`  ${(error as LiveError).hint}`);
      leaveWith('unavailable');
      return true;
    }
  };
  const worker = async () => {
    for (let family = waiting.shift(); family !== undefined; family = waiting.shift())
      for (const scenario of family) if (!(await one(scenario))) break;
  };
  await Promise.all(Array.from({ length: guestsAtATime }, worker));
  if (run === 0) throw new LiveError(`none of ${scenarios.length} scenarios could be run`, 'see above');
}

/** What a recorder is asked to do: fixtures by file, by name in fixtures/live, by id or glob. */
export async function liveScenarios(words: string[]): Promise<Found[]> {
  const { findFixtures } = await import('../oracle/live/find_fixtures.ts');
  const { scenariosOf } = await import('../oracle/live/from_fixture.ts');
  const { LiveError } = await import('../oracle/live/live_error.ts');
  const found: Found[] = [];
  for (const word of words) {
    const fixtures = await findFixtures(word);
    if (fixtures.length === 0)
      throw new Failure(
        'noMatch',
        `no fixture "${word}"`,
        'fixtures for recording are in fixtures/live, others do too',
      );
    for (const { fixture, named, variant } of fixtures) {
      try {
        const all = scenariosOf(fixture, named);
        const one = all.filter(({ name }) => name === `${fixture.id}_mom${variant}`);
        found.push(...(one.length > 0 ? one : all));
      } catch (error) {
        if (!(error instanceof LiveError)) throw error;
        found.push(error);
      }
    }
  }
  return found;
}

/** The scenarios with more words on the kernel's command line. */
export function appending(scenarios: Found[], words: string | undefined): Found[] {
  if (words === undefined) return scenarios;
  return scenarios.map((each) =>
    'guest' in each ? { ...each, guest: { ...each.guest, append: `${each.guest.append} ${words}`.trim() } } : each,
  );
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

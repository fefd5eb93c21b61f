/** Fixtures of the corpus done to a real kernel: what each came to, or why it was not done. */
import type { Cache } from '../../cache/cache.ts';
import type { Fixture } from '../../types/scenario.ts';
import { recordingOf } from '../import/import.ts';
import { type Recording, RecordingError } from '../recording.ts';
import type { KernelImage } from './debian.ts';
import { findFixtures } from './find_fixtures.ts';
import { scenariosOf } from './from_fixture.ts';
import { GuestError, LiveError } from './live_error.ts';
import { observed } from './observed.ts';
import { guestsAtATime } from './pool.ts';
import type { LiveScenario } from './scenario.ts';

export type KernelOutcome =
  | { recording: Recording; console?: string[]; kept: boolean }
  /** The kernel did not come up. */
  | { boot: 'oops' | 'stuck'; why: string; console: string[] }
  | { notRun: string };

export interface ColumnOptions {
  /** The stack that models it; what the kernel says of itself unless told. */
  as?: string | undefined;
  /** Where what kernels did is kept; the usual place unless told. */
  cache?: Cache;
  /** Told of every step: its number, of how many, and its title. */
  onStep?: (fixture: Fixture, done: number, of: number, title: string) => void;
}

/** So many in a row that fail are no accident. */
const mostFailures = 3;

/** By fixture. Never throws for what a kernel, a guest or the disk does; `failed` says why there is nothing of the kernel. */
export async function observeFixtures(
  kernel: KernelImage,
  fixtures: readonly Fixture[],
  { as, cache, onStep }: ColumnOptions,
): Promise<{ outcomes: Map<string, KernelOutcome>; failed?: string }> {
  const outcomes = new Map<string, KernelOutcome>();
  let [next, ran, failures] = [0, 0, 0];
  let failed: string | undefined;
  const one = async (fixture: Fixture): Promise<KernelOutcome> => {
    const scenario = await scenarioFor(fixture);
    if (typeof scenario === 'string') return { notRun: scenario };
    if (failed !== undefined) return { notRun: failed };
    try {
      const tell = (done: number, of: number, title: string): void => onStep?.(fixture, done, of, title);
      const { source, now } = await observed(kernel, scenario, { onStep: tell, mayDie: true }, cache);
      const recording = recordingOf(source, scenario.name, as);
      const console = source.steps.at(-1)?.console;
      ran++;
      failures = 0;
      return { recording, kept: !now, ...(console ? { console } : {}) };
    } catch (error) {
      const why = reasonOf(error);
      failures++;
      // What fails before anything has run is not the fixture's doing.
      if (ran === 0 || failures === mostFailures) failed ??= why;
      return outcomeOfBoot(error) ?? { notRun: why };
    }
  };
  const work = async (): Promise<void> => {
    for (let fixture = fixtures[next++]; fixture !== undefined; fixture = fixtures[next++])
      outcomes.set(fixture.id, await one(fixture));
  };
  // A kernel that does not come up is to be found out once.
  const [first] = fixtures;
  if (first !== undefined) outcomes.set(first.id, await one(fixtures[next++] as Fixture));
  await Promise.all(Array.from({ length: guestsAtATime }, work));
  return failed !== undefined && ran === 0 ? { outcomes, failed } : { outcomes };
}

/** What a guest is to do, or why none can. */
async function scenarioFor({ id }: Fixture): Promise<LiveScenario | string> {
  try {
    const found = (await findFixtures(id)).find(({ fixture }) => fixture.id === id);
    if (found === undefined) return 'it is not in the corpus';
    return scenariosOf(found.fixture, id)[0] as LiveScenario;
  } catch (error) {
    if (!(error instanceof LiveError || error instanceof RecordingError)) throw error;
    return error.message;
  }
}

function outcomeOfBoot(error: unknown): KernelOutcome | undefined {
  if (!(error instanceof GuestError) || error.kind !== 'boot') return undefined;
  const died = error.console.find((line) =>
    /(kernel BUG at|BUG: unable|protection fault|Kernel panic|Oops:)/.test(line),
  );
  if (died !== undefined) return { boot: 'oops', why: died.replace(/^\[ *[\d.]+\] /, ''), console: error.console };
  // Without a word on the console it may be no kernel at all.
  if (error.console.length === 0) return undefined;
  return { boot: 'stuck', why: 'it did not come to its shell', console: error.console };
}

/** Errors of the program's own are not for hiding. */
function reasonOf(error: unknown): string {
  const isSystem = error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';
  if (!(error instanceof LiveError || error instanceof RecordingError || isSystem)) throw error;
  const { message, hint } = error as LiveError;
  const [first = ''] = message.trim().split('\n');
  return hint === undefined ? first : `${first} (${hint})`;
}

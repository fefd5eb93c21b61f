import { command } from '../text/command.ts';
import type { Observation, Scalar } from '../types/observation.ts';
import { projectObservation } from './project.ts';
import type { RecordedStep, Recording } from './recording.ts';
import { play, type Replayed, type SessionFactory } from './replay.ts';

export interface Difference {
  recording: string;
  /** 0 is the boot. */
  step: number;
  title: string;
  field: string;
  key: string;
  /** What the kernel shows; null where it shows nothing. */
  expected: Scalar | null;
  /** What the model says; null where it says nothing. */
  actual: Scalar | null;
  /** Command that shows the difference again. */
  replay: string;
}

/** Values compared, each counted once as (step, field, key): a run is one value however long it is. */
export interface ComparedCounts {
  /** Equal and different ones. */
  compared: number;
  equal: number;
  different: number;
  /** Values that came out as recorded at a step that was given which pages were in the way: told, not found. */
  given: number;
  /** Values that the model tells and the recording cannot. */
  notObservable: number;
}

export interface Conformance extends ComparedCounts {
  recording: string;
  /** The recording as a command line names it: its id, or its file when it is not one of the project's. */
  named: string;
  kernel: string;
  release: string;
  as: string;
  byField: Record<string, ComparedCounts>;
  differences: Difference[];
  /** First step that was not reached because the model stopped (oops, stuck, an error of its own), and why. */
  stopped?: { step: number; why: string };
}

/** Replays the recording on the model and compares every value of every step. Never throws for what the model does. */
export function conform(recording: Recording, boot: SessionFactory, as: string = recording.as): Conformance {
  const result: Conformance = {
    recording: recording.id,
    named: recording.file.endsWith(`fixtures/recordings/${recording.id}.yaml`) ? recording.id : recording.file,
    kernel: recording.kernel.name,
    release: recording.kernel.release,
    as,
    ...none(),
    byField: {},
    differences: [],
  };
  let session: Replayed | undefined;
  let atBoot: Observation = {};
  recording.steps.forEach((step, index) => {
    let seen: Observation = {};
    if (result.stopped === undefined) {
      try {
        session ??= boot(recording.machine, as);
        seen = play(session, step);
        if (index === 0) atBoot = seen;
        const ended = seen['result']?.['step'];
        // A recording goes as far as its kernel: a model that dies with it misses nothing.
        const together = ended === 'oops' && step.observation['result']?.['step'] === 'oops';
        if ((ended === 'oops' && !together) || ended === 'stuck')
          result.stopped = { step: index + 1, why: String(ended) };
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        seen = { result: { step: `error: ${why}` } };
        result.stopped = { step: index, why };
      }
    }
    compareStep(result, recording, index, seen, atBoot);
    if (result.stopped !== undefined && result.differences.length === 0) {
      // The recording has no result for the step that ended the model: that it ended is the difference.
      count(result, 'result', 'different');
      result.differences.push(difference(result, step, index, 'result', 'step', undefined, result.stopped.why));
    }
  });
  return result;
}

function compareStep(
  result: Conformance,
  recording: Recording,
  index: number,
  seen: Observation,
  atBoot: Observation,
): void {
  const step = recording.steps[index] as RecordedStep;
  const expected = projectObservation(step.observation, step, recording, recording.steps[0]?.observation ?? {});
  const actual = projectObservation(seen, step, recording, atBoot);
  if (step.walkDied) {
    expected['kpageflags.nopage'] = { walk: 'died' };
    actual['kpageflags.nopage'] = { walk: seen['kpageflags.nopage'] === undefined ? 'died' : 'ended' };
  }
  for (const [field, values] of Object.entries(expected)) {
    const modelled = actual[field] ?? {};
    for (const key of new Set([...Object.keys(values), ...Object.keys(modelled)])) {
      const same = values[key] !== undefined && String(values[key]) === String(modelled[key]);
      count(result, field, same ? (step.busy.length > 0 ? 'given' : 'equal') : 'different');
      if (same) continue;
      result.differences.push(difference(result, step, index, field, key, values[key], modelled[key]));
    }
  }
  for (const [field, values] of Object.entries(seen)) {
    if (expected[field] !== undefined) continue;
    for (const _ of Object.keys(values)) count(result, field, 'notObservable');
  }
}

function difference(
  { recording, named, as }: Conformance,
  { title }: RecordedStep,
  step: number,
  field: string,
  key: string,
  expected: Scalar | undefined,
  actual: Scalar | undefined,
): Difference {
  const replay = command(`conform --recorded '${named}' --as ${as} --step ${step}`);
  return { recording, step, title, field, key, expected: expected ?? null, actual: actual ?? null, replay };
}

function none(): ComparedCounts {
  return { compared: 0, equal: 0, different: 0, given: 0, notObservable: 0 };
}

function count(result: Conformance, field: string, what: Exclude<keyof ComparedCounts, 'compared'>): void {
  result.byField[field] ??= none();
  for (const counts of [result, result.byField[field]]) {
    counts[what]++;
    if (what === 'equal' || what === 'different') counts.compared++;
  }
}

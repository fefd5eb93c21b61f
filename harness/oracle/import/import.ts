import type { Observation } from '../../types/observation.ts';
import type { Action, Machine } from '../../types/scenario.ts';
import { decisive } from '../decisive.ts';
import { type RecordedStep, type Recording, RecordingError } from '../recording.ts';
import { builtSectionFlags } from './built.ts';
import { busyPages, ownPageblocks } from './guest.ts';
import { findInFlight } from './in_flight.ts';
import { machineOf } from './machine.ts';
import { withNeededPages } from './needed.ts';
import { type ObserveContext, observationOf } from './observe.ts';
import { type OpContext, readOp } from './ops.ts';
import { hotWindow } from './pages.ts';
import { placed, type ToPlace } from './place.ts';
import { recordingOriginOf } from './provenance.ts';
import { neverReachedGuest, resultOf } from './result.ts';
import { type DriverRecording, parseSource, type SourceStep } from './source.ts';

/**
 * The recording in the text of a file written by the reference driver. `as` overrides the stack that models it. Throws
 * RecordingError when something in it is not understood.
 */
export function importRecording(text: string, file: string, as?: string): Recording {
  return recordingOf(parseSource(text, file), file, as);
}

/** The recording in what a driver wrote. Throws RecordingError. */
export function recordingOf(source: DriverRecording, file: string, as?: string): Recording {
  const provenance = recordingOriginOf(source, file, as);
  const id = `${provenance.kernel.name}/${provenance.scenario}`;
  const machine = machineOf(source, provenance.kernel, id, file);
  const actions = source.steps.map((step, index) =>
    actionsOf(step, {
      pagesPerBlock: machine.pagesPerBlock,
      longtermPinsStay: /^5\.([0-9]|1[0-2])\b/.test(source.kernel ?? ''),
      where: `${file}: step ${index} (${step.step ?? ''})`,
    }),
  );
  const inFlight = findInFlight(source.steps);
  const done = placed(
    source.steps.map((step, index) => toPlace(step, actions[index] as Action[])),
    machine,
  );
  const unseen = Object.keys(source.unseen ?? {});
  const context: ObserveContext = { ...machine, bootBlocks: bootBlocksIn(source.steps, machine), unseen };
  return withNeededPages({
    id,
    file,
    scenario: provenance.scenario,
    about: source.about ?? '',
    as: provenance.as,
    kernel: provenance.kernel,
    machine,
    sees: {
      sectionFlags: source.design === undefined ? ['PRESENT', 'HAS_MEM_MAP', 'ONLINE', 'EARLY'] : builtSectionFlags,
      emptyZones: source.design === undefined && source.steps[0]?.after?.raw?.zones?.[0]?.['contiguous'] !== undefined,
      bootBlocks: context.bootBlocks,
    },
    steps: source.steps.map((step, index) => {
      const read = stepOf(step, done[index] as Action[], context);
      if (inFlight.waiting.has(index)) return { ...read, observation: {} };
      const begun = inFlight.begun.get(index);
      return begun === undefined ? read : begin(read, begun.signal);
    }),
  });
}

/** A step that began an offline and did not see it end. The signal is what ended it, later. */
function begin(step: RecordedStep, signal: boolean): RecordedStep {
  const { result: _unknown, ...observation } = step.observation;
  const actions: Action[] = signal ? [{ op: 'signal' }, ...step.actions] : step.actions;
  return { ...step, actions, during: 'MEM_GOING_OFFLINE', observation };
}

function actionsOf(step: SourceStep, context: OpContext): Action[] {
  const ops = step.ops ?? [];
  if (ops.length > 0 && step.result && decisive(ops) === undefined)
    throw new RecordingError(
      `${context.where}: whose result this is cannot be told: several operations, and an inject after them`,
      'leave the last inject out and put it in front of the next step, or leave the result out',
    );
  return ops.flatMap((op) => {
    if (ops.length === 1 && neverReachedGuest(op, step.result)) return [];
    return readOp(op, context);
  });
}

/** What the console said when the kernel died of a step. */
function oopsIn(result: unknown): string | undefined {
  const said = (result as { oops?: unknown } | null | undefined)?.oops;
  return typeof said === 'string' ? said : undefined;
}

/** Every block of boot memory that sysfs listed at boot. */
function bootBlocksIn([boot]: SourceStep[], { pagesPerBlock, firstHotPfn }: Machine): number[] {
  return Object.keys(boot?.after?.blocks ?? {})
    .map(Number)
    .filter((block) => block * pagesPerBlock < firstHotPfn)
    .sort((a, b) => a - b);
}

function toPlace({ result, after = {} }: SourceStep, actions: Action[]): ToPlace {
  const address = (result as { addr?: unknown } | null | undefined)?.addr;
  return {
    actions,
    result: resultOf(result, decisive(actions), after),
    landed: typeof address === 'number' ? address / 4096 : undefined,
  };
}

function stepOf(step: SourceStep, actions: Action[], context: ObserveContext): RecordedStep {
  // A guest that died leaves a step without an observation: then nothing of it is known.
  const after = step.after ?? {};
  const result = step.died ?? resultOf(step.result, decisive(actions), after);
  const observation: Observation = observationOf(after, context);
  const hot = hotWindow(after);
  const bug =
    after.dmesg?.find((line) => /^(BUG:|kernel BUG at|general protection fault)/.test(line)) ?? oopsIn(step.result);
  return {
    title: step.step ?? '',
    ...(step.note ? { note: step.note } : {}),
    actions,
    busy: busyPages(after.dmesg ?? [], context.pagesPerBlock, context.firstHotPfn),
    ...(hot === undefined ? {} : { hot }),
    ownPageblocks: ownPageblocks(after, context.pagesPerBlock, context.firstHotPfn),
    ...(step.during === undefined ? {} : { during: step.during }),
    observation: result === undefined ? observation : { result: { step: result }, ...observation },
    walkDied: bug !== undefined && (after.kpf_rc ?? 0) !== 0,
    ...(bug === undefined ? {} : { bug }),
    line: 0,
  };
}

import { bootSession } from '../../run/session.ts';
import type { RecordedStep, Recording } from '../recording.ts';
import { play, type SessionFactory } from '../replay.ts';

/**
 * The recording with those of its given pages that its results need. A kernel that dumps an unmovable page tells why it
 * refused, and where the model refuses without being told, as for the memmap of another block, the page is not given.
 * Steps whose result is not known keep what they have, and so does a recording that the model cannot play.
 */
export function withNeededPages(recording: Recording, boot: SessionFactory = bootSession): Recording {
  const given = new Set<RecordedStep>();
  for (const step of recording.steps)
    if (step.busy.length > 0 && step.observation['result'] === undefined) given.add(step);
  const pages = recording.steps.filter(({ busy }) => busy.length > 0).length;
  // Each round gives one more step its pages: what comes after it depends on it.
  for (let round = given.size; round < pages; round++) {
    const missing = firstRefusedOtherwise(recording, given, boot);
    if (missing === undefined) break;
    given.add(missing);
  }
  return { ...recording, steps: recording.steps.map((step) => only(step, given)) };
}

const only = (step: RecordedStep, given: ReadonlySet<RecordedStep>): RecordedStep =>
  step.busy.length === 0 || given.has(step) ? step : { ...step, busy: [] };

/** The first step with pages that are not given whose result the model does not reach; any of them once it stops. */
function firstRefusedOtherwise(
  recording: Recording,
  given: ReadonlySet<RecordedStep>,
  boot: SessionFactory,
): RecordedStep | undefined {
  const open = recording.steps.filter((step) => step.busy.length > 0 && !given.has(step));
  try {
    const session = boot(recording.machine, recording.as);
    for (const step of recording.steps) {
      const seen = play(session, only(step, given))['result']?.['step'];
      if (open.includes(step) && String(seen) !== String(step.observation['result']?.['step'])) return step;
    }
    return undefined;
  } catch {
    return open[0];
  }
}

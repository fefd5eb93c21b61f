import type { Recording } from '../../harness/oracle/recording.ts';
import type { SessionFactory } from '../../harness/oracle/replay.ts';
import type { Observation } from '../../harness/types/observation.ts';
import type { StepResult } from '../../harness/types/result.ts';

/** A model that says what the recording says, but for what `spoil` does to the observation of a step. */
export function parrot(
  recording: Recording,
  spoil: (seen: Observation, step: number) => Observation = (seen) => seen,
): SessionFactory {
  return () => {
    let at = 0;
    const say = () => spoil(structuredClone(recording.steps[at]!.observation), at);
    return {
      observe: say,
      step({ title }): StepResult {
        if (!title.includes("guest's own pages")) at++;
        const ret = returned(say()['result']?.['step']);
        return { title, ret, rets: typeof ret === 'number' ? [ret] : [], observation: say(), counters: {} };
      },
    };
  };
}

function returned(result: string | number | undefined): StepResult['ret'] {
  if (result === 'refused' || result === 'EBUSY') return -16;
  return result === 'oops' ? 'oops' : 0;
}

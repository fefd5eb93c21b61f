import { bootSession } from '../../run/session.ts';
import { command } from '../../text/command.ts';
import { type Conformance, conform } from '../conform.ts';
import { recordingOf } from '../import/import.ts';
import type { DriverRecording } from '../import/source.ts';
import type { KernelImage } from './debian.ts';
import { observed } from './observed.ts';
import type { RecordOptions } from './record.ts';
import type { LiveScenario } from './scenario.ts';

export interface LiveConformance {
  /** What was recorded. */
  source: DriverRecording;
  /** Whether it was now, or in an earlier run that kept it. */
  now: boolean;
  result: Conformance;
  /** Seconds the guest took, with its boot or return, and the model. Not part of any verdict. */
  seconds: { guest: number; model: number };
}

/** Runs the scenario on the kernel, unless it was run before, and on the stack that claims to be it, and compares. Throws LiveError. */
export async function conformLive(
  kernel: KernelImage,
  scenario: LiveScenario,
  as: string | undefined,
  options: RecordOptions & { again?: boolean },
): Promise<LiveConformance> {
  const start = performance.now();
  const { source, now } = await observed(kernel, scenario, options);
  const recording = recordingOf(source, scenario.name, as);
  const middle = performance.now();
  const result = conform(recording, bootSession, recording.as);
  const end = performance.now();
  // There is no recording to replay: the kernel is asked again.
  const again = command(`conform --live '${scenario.named}' --kernel '${kernel.named}' --as ${recording.as}`);
  for (const difference of result.differences) difference.replay = `${again} --step ${difference.step}`;
  return { source, now, result, seconds: { guest: (middle - start) / 1000, model: (end - middle) / 1000 } };
}

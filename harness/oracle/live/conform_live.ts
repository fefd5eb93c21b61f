import { bootSession } from '../../run/session.ts';
import { command } from '../../text/command.ts';
import { type Conformance, conform } from '../conform.ts';
import { recordingOf } from '../import/import.ts';
import type { DriverRecording } from '../import/source.ts';
import type { KernelImage } from './debian.ts';
import { type RecordOptions, recordLive } from './record.ts';
import type { LiveScenario } from './scenario.ts';

export interface LiveConformance {
  /** What was recorded. */
  source: DriverRecording;
  result: Conformance;
  /** Seconds the guest took, boot included, and the model. Not part of any verdict. */
  seconds: { guest: number; model: number };
}

/** Runs the scenario on the kernel and on the stack that claims to be it, and compares. Throws LiveError. */
export async function conformLive(
  kernel: KernelImage,
  scenario: LiveScenario,
  as: string | undefined,
  options: RecordOptions,
): Promise<LiveConformance> {
  const start = performance.now();
  const source = await recordLive(kernel, scenario, options);
  const recording = recordingOf(source, scenario.name, as);
  const middle = performance.now();
  const result = conform(recording, bootSession, recording.as);
  const end = performance.now();
  // There is no recording to replay: the kernel is asked again.
  const again = command(`conform --live '${scenario.named}' --kernel '${kernel.named}' --as ${recording.as}`);
  for (const difference of result.differences) difference.replay = `${again} --step ${difference.step}`;
  return { source, result, seconds: { guest: (middle - start) / 1000, model: (end - middle) / 1000 } };
}

import { describe, expect, test } from 'vitest';
import { liveScenarios } from '../../../harness/cli/record_live.ts';
import { recordingOf } from '../../../harness/oracle/import/import.ts';
import { findKernel } from '../../../harness/oracle/live/debian.ts';
import { recordLive } from '../../../harness/oracle/live/record.ts';
import type { LiveScenario } from '../../../harness/oracle/live/scenario.ts';
import { formatRecording } from '../../../harness/oracle/write.ts';

// A guest takes seconds and a kernel: whoever wants this says which, as a command line names it.
const kernel = process.env['MHP_LIVE_KERNEL'];
if (kernel === undefined)
  process.stderr.write('SKIPPED: guests that went on from a frozen one (MHP_LIVE_KERNEL=cloud61 runs it under QEMU)\n');

describe.skipIf(kernel === undefined)('a guest that goes on from where another was frozen', () => {
  test.each(['gap_reused_mom1', 'notifier_kernel_mom0', 'memoryless_veto_mom1'])(
    'does in %s what one does that was booted for it',
    { timeout: 900_000 },
    async (name) => {
      const [scenario] = (await liveScenarios([name])) as [LiveScenario];
      const written = async (bootEach: boolean) =>
        formatRecording(
          recordingOf(await recordLive(findKernel(kernel!), scenario, { onStep: () => {}, bootEach }), scenario.name),
        );
      expect(withoutManaged(await written(false))).toBe(withoutManaged(await written(true)));
    },
  );
});

/** How many pages of a boot zone the kernel manages changes by a few from boot to boot. */
const withoutManaged = (text: string): string => text.replace(/(\{zone: .*) managed: \d+/g, '$1 managed: -');

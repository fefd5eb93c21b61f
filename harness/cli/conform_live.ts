import type { Conformance } from '../oracle/conform.ts';
import { guarded, liveScenarios } from './record_live.ts';
import { note } from './terminal.ts';

export interface ConformLiveOptions {
  kernel?: string;
  as?: string;
  guestOnly?: boolean;
}

/** What is run when no scenario is named: each of another part of memory hotplug, some seconds each. */
export const handful = [
  'sysfs_leaves_type_mom1',
  'notifier_kernel_mom0',
  'gap_reused_mom1',
  'memoryless_veto_mom1',
  'rollback_policy_mom1',
  'pinned_signal_mom1',
];

/** Boots the kernel for every scenario and compares it with the model. */
export async function conformLiveAll(words: string[], options: ConformLiveOptions): Promise<Conformance[]> {
  const { findKernel } = await import('../oracle/live/debian.ts');
  const { conformLive } = await import('../oracle/live/conform_live.ts');
  const results: Conformance[] = [];
  await guarded(async () => {
    const scenarios = await liveScenarios(words.length > 0 ? words : handful);
    const kernel = findKernel(options.kernel ?? 'cloud61');
    for (const scenario of scenarios) {
      const { result, seconds } = await conformLive(kernel, scenario, options.as, {
        onStep: () => {},
        guestOnly: options.guestOnly === true,
      });
      const times = `guest ${seconds.guest.toFixed(1)} s, model ${(seconds.model * 1000).toFixed(0)} ms`;
      note(
        `${kernel.name}/${scenario.name} as ${result.as}: ${result.different} of ${result.compared} differ (${times})`,
      );
      results.push(result);
    }
  });
  return results;
}

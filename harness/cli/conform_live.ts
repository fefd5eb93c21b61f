import type { Conformance } from '../oracle/conform.ts';
import { appending, eachScenario, guarded, liveScenarios } from './record_live.ts';
import { note } from './terminal.ts';

export interface ConformLiveOptions {
  kernel?: string;
  as?: string;
  guestOnly?: boolean;
  bootEach?: boolean;
  again?: boolean;
  modules?: string;
  append?: string;
}

/** What is run when no scenario is named: each of another part of memory hotplug, some seconds each. */
const handful = [
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
  const results = new Map<unknown, Conformance>();
  const order: unknown[] = [];
  await guarded(async () => {
    const scenarios = appending(await liveScenarios(words.length > 0 ? words : handful), options.append);
    order.push(...scenarios);
    const kernel = findKernel(options.kernel ?? 'cloud61', options.modules);
    const unseen = new Set<string>();
    await eachScenario(scenarios, async (scenario) => {
      const { source, now, result, seconds } = await conformLive(kernel, scenario, options.as, {
        onStep: () => {},
        guestOnly: options.guestOnly === true,
        bootEach: options.bootEach === true,
        again: options.again === true || options.bootEach === true,
      });
      const guest = now ? `guest ${seconds.guest.toFixed(1)} s` : 'guest of an earlier run, --again runs it anew';
      const times = `${guest}, model ${(seconds.model * 1000).toFixed(0)} ms`;
      note(`${result.recording} as ${result.as}: ${result.different} of ${result.compared} differ (${times})`);
      for (const [field, why] of Object.entries(source.unseen ?? {})) {
        if (!unseen.has(field)) note(`  ${field} is not observable: ${why}`);
        unseen.add(field);
      }
      results.set(scenario, result);
      return source;
    });
  });
  return order.flatMap((scenario) => results.get(scenario) ?? []);
}

/** Whether an origin holds of the value that it stands beside. */

import { errnos } from '../../harness/kernel/include/errno.ts';
import type { Recording } from '../../harness/oracle/recording.ts';
import type { Fixture } from '../../harness/types/scenario.ts';
import type { Origin, Stated } from './origins.ts';
import { inStep, shows } from './recorded.ts';

/** A function of fixtures/kernel-lines.yaml. */
export interface KernelLine {
  about: string;
  returns?: string[];
  decides?: string[];
  /** By version, `file:function` where it is not where the list has it. */
  elsewhere?: Record<string, string>;
}
export type KernelLines = Record<string, Record<string, KernelLine>>;

export interface Sources {
  lines: KernelLines;
  recordings: ReadonlyMap<string, Recording>;
}

/** An errno that an earlier step of the scenario armed. */
const armed = ({ steps }: Fixture, step: number, errno: string): boolean => {
  const wanted = -(errnos as Record<string, number>)[errno]!;
  const before = steps.slice(0, step).flatMap(({ actions }) => actions);
  return before.some((action) => 'errno' in action && action.errno === wanted);
};

/** Why the origin does not hold of what is stated; undefined where it does. */
export function objection(
  origin: Origin,
  { step, field }: Pick<Stated, 'step' | 'field'>,
  fixture: Fixture,
  { lines, recordings }: Sources,
): string | undefined {
  const expectation = fixture.steps[step]!.expect!;
  if ('recording' in origin) {
    const recording = recordings.get(origin.recording);
    if (!recording) return `there is no recording ${origin.recording}`;
    const together = inStep(fixture, recording)[step];
    if (!together) return `${origin.recording} does not take the steps up to here on such a machine`;
    return shows(together, expectation, field, fixture.machine) ? undefined : `${origin.recording} does not show it`;
  }
  const name = `${origin.file}:${origin.function}`;
  const line = lines[origin.file]?.[origin.function];
  if (!line) return `fixtures/kernel-lines.yaml has no ${name}`;
  if (origin.version !== 'v5.12') return `fixtures/kernel-lines.yaml speaks of v5.12, not of ${origin.version}`;
  if (field !== 'ret') return line.decides?.includes(field) ? undefined : `${name} does not decide ${field}`;
  const ret = expectation.ret === 0 ? 'ok' : String(expectation.ret);
  const injected = line.returns?.includes('injected') && armed(fixture, step, ret);
  return line.returns?.includes(ret) || injected ? undefined : `${name} does not return ${ret}`;
}

/** What earlier steps armed or hold that a step could fail on: such a step succeeds for a reason that has to be told. */
export function inTheWay({ steps }: Fixture, step: number): string[] {
  const found = new Map<string, string>();
  for (const { actions, expect } of steps.slice(0, step)) {
    if (expect?.ret !== undefined && expect.ret !== 0)
      for (const [key] of found) if (key.startsWith('fail ')) found.delete(key);
    for (const action of actions) {
      if (action.op === 'fail') found.set(`fail ${action.function}`, 'any');
      if (action.op === 'inject') found.delete(`inject ${action.action}`);
      if (action.op === 'inject' && action.errno !== 0)
        found.set(`inject ${action.action}`, /OFFLINE/.test(action.action) ? 'offline' : 'online');
      if (action.op === 'occupy' && action.use !== 'movable')
        found.set(`occupy ${JSON.stringify(action.pages)}`, `block ${action.pages.block}`);
      if (action.op === 'release') found.delete(`occupy ${JSON.stringify(action.pages)}`);
    }
  }
  const { actions } = steps[step]!;
  const could = new Set(
    actions.flatMap((action) => {
      if (/^online/.test(action.op)) return ['any', 'online'];
      if (action.op === 'offline') return ['any', 'offline', `block ${action.block}`];
      if (action.op === 'remove') return ['any', 'offline'];
      return ['add', 'write', 'call', 'remove_memory'].includes(action.op) ? ['any'] : [];
    }),
  );
  return [...found].filter(([, what]) => could.has(what)).map(([key]) => key);
}

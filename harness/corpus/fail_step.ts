/** `fail: section_activate`: a failure from the closed list, on a machine where it can happen. */

import { errnos } from '../kernel/include/errno.ts';
import { type FailureName, failureNames, failurePoint } from '../types/failures.ts';
import type { Action } from '../types/scenario.ts';
import { Complaint, stepRoot } from './problem.ts';
import type { Scope } from './scope.ts';
import type { StepOptions } from './step_options.ts';
import { didYouMean } from './suggest.ts';

const has = (name: string): name is FailureName => (failureNames as string[]).includes(name);

/** Of the functions of other architectures that do the same, the one that this machine's kernel has. */
function instead(name: FailureName, arch: string): string {
  const what = failurePoint(name).about.split(/[:;.]/)[0]!;
  const here = failureNames.find(
    (other) => failurePoint(other).arch?.includes(arch as never) && failurePoint(other).about.startsWith(what),
  );
  return here ? `on ${arch} it is \`${here}\`` : `leave it out on ${arch}`;
}

/** Throws complaints with paths relative to the step's value. */
export function failStep(name: string, options: StepOptions, { machine }: Scope): Action[] {
  if (!has(name)) throw new Complaint('bad-value', `nothing can fail in \`${name}\``, didYouMean(name, failureNames));
  const point = failurePoint(name);
  if (point.arch && !point.arch.includes(machine.arch))
    throw new Complaint('bad-value', `no \`${name}\` on ${machine.arch}`, instead(name, machine.arch));
  if (point.needs && !machine.config[point.needs])
    throw new Complaint(
      'bad-value',
      `\`${name}\` never runs on this machine`,
      `add \`config: { ${point.needs}: true }\``,
    );
  const { errno, times = 1 } = options;
  const known: readonly string[] = point.errnos;
  if (errno !== undefined && known.length > 0 && !known.includes(String(errno)))
    throw new Complaint('bad-value', `\`${name}\` never says ${errno}`, `it says ${known.join(' or ')}`, [
      stepRoot,
      'errno',
    ]);
  const said = (known[0] === undefined ? 'ENOMEM' : (errno ?? known[0])) as keyof typeof errnos;
  return [{ op: 'fail', function: name, errno: -errnos[said], times }];
}

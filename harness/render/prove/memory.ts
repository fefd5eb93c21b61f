/** What a design remembers that nobody asked about. */

import type { MemoryOnMachine } from '../../explore/prove.ts';
import { machinesText, type Proven, stepsText, triedText, valueText, withinOf } from '../../explore/proven.ts';
import type { Varying } from '../../explore/varies.ts';
import { clipped } from '../../text/visible.ts';
import { wrap } from '../../text/wrap.ts';
import type { ProveLayout } from './pair.ts';

/** One field, with every machine on which it depends on the same two routes. */
interface Shared {
  varying: Varying;
  machines: string[];
}

function sharedMemory(machines: readonly MemoryOnMachine[]): Shared[] {
  const shared = new Map<string, Shared>();
  for (const { machine, varying } of machines)
    for (const each of varying) {
      const key = JSON.stringify([each.kind, each.field, each.routes]);
      const known = shared.get(key);
      if (known) known.machines.push(machine);
      else shared.set(key, { varying: each, machines: [machine] });
    }
  return [...shared.values()];
}

/** One sentence about a design. */
function memoryText(
  proven: Pick<Proven, 'alphabet' | 'blocks' | 'base'>,
  machines: readonly MemoryOnMachine[],
): string {
  const { design } = machines[0]!;
  const those = machines.filter(({ varying }) => varying.length > 0);
  const within = withinOf(machines);
  const bound = `${Number.isFinite(within) ? `within ${stepsText(within)} on every machine; ` : ''}${triedText(proven)}`;
  if (those.length === 0)
    return `what ${design} shows depends on what is set, on ${machines.length === 1 ? 'this machine' : `all ${machinesText(machines.length)}`}; ${bound}`;
  return `what ${design} shows depends on the route on ${those.length} of ${machinesText(machines.length)}; ${bound}`;
}

const routeText = (route: readonly string[]): string => route.join('; ') || 'nothing';

export function renderMemory(
  proven: Proven,
  machines: readonly MemoryOnMachine[],
  { paint, columns }: ProveLayout,
): string {
  const lines = [
    paint.bold(machines[0]!.design),
    wrap(`States that user space has set alike, by different routes, must look alike. ${proven.about}`, columns),
    '',
    wrap(memoryText(proven, machines), columns),
  ];
  for (const { varying, machines: on } of sharedMemory(machines)) {
    const [one, other] = varying.shows;
    lines.push(
      '',
      paint.warn(wrap(`${varying.field} on ${machinesText(on.length)}, ${varying.setting}`, columns)),
      wrap(`  after A: ${routeText(varying.routes[0])}`, columns, 11),
      wrap(`  and   B: ${routeText(varying.routes[1])}`, columns, 11),
      ...Object.keys(one).map((key) =>
        clipped(`    ${key} is ${valueText(one[key])} after A and ${valueText(other[key])} after B`, columns),
      ),
      paint.dim(wrap(`  on ${on.join(', ')}`, columns, 2)),
    );
  }
  const left = new Map(machines.flatMap((each) => each.left.map(({ what, recording }) => [what, recording])));
  if (left.size > 0) lines.push('', 'Left by real kernels as well, and no fault:');
  for (const [what, recording] of left) lines.push(wrap(`  ${what} (${recording})`, columns, 4));
  return lines.join('\n');
}

export const memoryNote =
  'States that user space has set alike, by different routes, must look alike: fields that do not, and on how many ' +
  'machines. What real kernels leave is not counted.';

/** Head, then a row a design: which fields depend on the route, and on how many machines. */
export function memoryRows({ memory }: Pick<Proven, 'memory'>): string[][] {
  const rows = memory.map((machines) => {
    const fields = new Map<string, number>();
    for (const { varying } of machines)
      for (const field of new Set(varying.map((each) => each.field))) fields.set(field, (fields.get(field) ?? 0) + 1);
    const told = [...fields].map(([field, count]) => `${field} on ${count}`).join(', ');
    return [machines[0]?.design ?? '', told || 'nothing'];
  });
  return rows.length === 0 ? [] : [['design', 'remembers'], ...rows];
}

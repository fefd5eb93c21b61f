import { describe, expect, test } from 'vitest';
import { errnos } from '../../harness/kernel/include/errno.ts';
import { bootSession } from '../../harness/run/session.ts';
import { unfired } from '../../harness/run/unfired.ts';
import { type FailureName, failureNames, failurePoint } from '../../harness/types/failures.ts';
import type { Action, Machine } from '../../harness/types/scenario.ts';
import { machines } from '../corpus/machines.ts';
import { step } from './machine.ts';

const onArch: Record<Machine['arch'], string> = {
  'x86-64': 'x86-64-fresh-node',
  arm64: 'arm64-4K',
  s390: 's390-256M',
  ppc64: 'ppc64-64K',
};

/** Where the row says that it exists, switches included. */
function where(name: FailureName): { machine: Machine; stack: string } {
  const { arch, on, needs } = failurePoint(name);
  const machine = machines.get(onArch[arch?.[0] ?? 'x86-64'])!;
  const config = { ...machine.config, ...(needs ? { [needs]: true } : {}) };
  const release = on?.[0] ?? 'linux@6.1';
  // The zero shadow is what self-hosting designs ask for.
  return { machine: { ...machine, config }, stack: `${release}` };
}

function live(name: FailureName, errno: number) {
  const { machine, stack } = where(name);
  const session = bootSession(machine, stack);
  const before = session.observe();
  session.step(step({ op: 'fail', function: name, errno, times: 1 }));
  const pages = machine.pagesPerBlock;
  const first = machine.firstHotPfn;
  const node = machine.nodes.at(-1)!.node;
  const block = first / pages;
  const actions: Action[] = [
    { op: 'add', dimm: 'd0', pages, node },
    { op: 'online_kernel', block },
    { op: 'offline', block },
    { op: 'call', function: 'offline_and_remove_memory', first, pages },
  ];
  const rets: (number | string)[] = [];
  for (const action of actions) {
    const { ret } = session.step(step(action));
    rets.push(ret);
    if (session.k.injectedFailures.get(name)?.fired) break;
  }
  return { session, before, ret: rets.at(-1) };
}

const survived = failureNames.flatMap((name) => failurePoint(name).errnos.map((errno) => [name, errno] as const));

describe('what can fail', () => {
  test.each(survived)('%s says %s to whoever called', (name, errno) => {
    const { session, ret } = live(name, -errnos[errno]);
    expect(unfired(session.k)).toEqual([]);
    expect(ret).toBe(-errnos[errno]);
  });

  // Of these the kernel notices nothing: alloc_low_page() of x86-64, BUG_ON(!ptr) of arm64.
  test.each(failureNames.filter((name) => failurePoint(name).errnos.length === 0))('%s ends the kernel', (name) => {
    const { session, ret } = live(name, -errnos.ENOMEM);
    expect(ret).toBe('oops');
    expect(session.fault?.chain.at(-1)).toBe('createDirectMap');
  });

  test.each<FailureName>([
    '__request_region',
    'memory_group_register_static',
    'section_activate',
    'vmem_add_mapping',
    'xa_store',
  ])('%s leaves nothing of the block that was to be added', (name) => {
    const { session, before } = live(name, -errnos[failurePoint(name).errnos[0] ?? 'ENOMEM']);
    const after = session.observe();
    for (const field of ['resource', 'section.flags', 'block.state', 'node.present', 'zone.managed'])
      expect([field, after[field]]).toEqual([field, before[field]]);
  });
});

test('a failure that nobody ran into is told, one that fired is not', () => {
  const session = bootSession(machines.get('x86-64-128M')!, 'linux@6.1');
  session.step(step({ op: 'fail', function: 'xa_store', errno: -12, times: 1 }));
  expect(unfired(session.k)).toEqual(['xa_store']);
  session.step(step({ op: 'add', dimm: 'd0', pages: 32768, node: 0 }));
  expect(unfired(session.k)).toEqual([]);
});

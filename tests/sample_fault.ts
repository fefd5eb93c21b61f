import type { Fault } from '../harness/types/fault.ts';

/** A fault that is seen in the first step of one fixture, on one design. */
export function sampleFault(
  id: string,
  changes: Partial<Fault> & { on?: [fixture: string, design: string][] } = {},
): Fault {
  const { on = [['span/two', 'oscar@v5']], ...rest } = changes;
  const invariant = 'presentWithinSpan';
  return {
    id,
    title: `Title of ${id}`,
    class: 'wrong number to user space',
    exposure: 'plain',
    needs: [],
    designs: [...new Set(on.map(([, design]) => design))],
    of: 'oscar@v5',
    hunk: { file: 'mm/memory_hotplug.c', function: 'online_pages' },
    function: 'online_pages',
    scenario: { fixture: on[0]![0], machine: 'small', config: {}, steps: ['add d0'], document: ['title: It'] },
    firstWrong: { step: 0, title: 'add d0', invariant, message: 'it is wrong', where: 'd0', by: ['online_pages'] },
    seenIn: [...new Set(on.map(([fixture]) => fixture))],
    seen: on.map(([fixture, design]) => ({ fixture, design, step: 0, invariants: [invariant] })),
    invariants: { [invariant]: on.length },
    evidence: { checked: [], unchecked: [], recordings: [] },
    claims: [],
    ...rest,
  };
}

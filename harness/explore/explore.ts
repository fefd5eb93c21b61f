/** All that designs do by an alphabet on machines: walked on threads, then told. */
import { acrossDesigns } from '../faults/across.ts';
import { faultsInParallel } from '../faults/parallel.ts';
import { faultTaskOf, type Known, together } from './causes.ts';
import type { Exploration, ExploreFinding, MachinesById, Walked } from './exploration.ts';
import { gather } from './gather.ts';
import type { StateGraph } from './graph.ts';
import type { WalkTask } from './task.ts';

/** One task a design and machine, machines within designs. */
export function walkTasks(
  designs: readonly string[],
  machines: readonly WalkTask['machine'][],
  rest: Omit<WalkTask, 'design' | 'machine'>,
): WalkTask[] {
  return designs.flatMap((design) => machines.map((machine) => ({ design, machine, ...rest })));
}

const walkedOf = ({ design, machine, states, transitions, cut }: StateGraph): Walked => ({
  design,
  machine,
  states,
  transitions,
  complete: cut === undefined,
  ...(cut === undefined ? {} : { cut }),
});

const notBegun = ({ design, machine }: WalkTask): Walked => ({
  design,
  machine: machine.id,
  states: 0,
  transitions: 0,
  complete: false,
  cut: 'not begun',
});

/** `graphs`: one for each task, or none where it was not begun. `threads`: for the search for causes. */
export async function explorationOf(
  tasks: readonly WalkTask[],
  graphs: readonly (StateGraph | undefined)[],
  known: Known | undefined,
  threads: number,
): Promise<Exploration> {
  const [{ base, alphabet, blocks, without }] = tasks as readonly [WalkTask];
  const designs = [...new Set(tasks.map(({ design }) => design))];
  const machines: MachinesById = new Map(tasks.map(({ machine }) => [machine.id, machine]));
  const lists = designs.map((design) => {
    const own = graphs.filter((graph): graph is StateGraph => graph?.design === design);
    return { design, shown: gather(own, machines, base) };
  });
  const wrong = lists.filter(({ shown }) => shown.length > 0);
  const faultTasks = wrong.map(({ design, shown }) => faultTaskOf(design, base, without, shown, known));
  const foundBy = await faultsInParallel(faultTasks, threads);
  const found = acrossDesigns(faultTasks.map((task) => foundBy.get(task) ?? []));
  const shown = wrong.flatMap((each) => each.shown);
  const faults = together(shown, found, known);
  const walked = tasks.map((task, at) => (graphs[at] ? walkedOf(graphs[at]) : notBegun(task)));
  return {
    base,
    alphabet,
    blocks,
    without,
    designs,
    machines: [...machines.keys()],
    walked,
    states: walked.reduce((sum, { states }) => sum + states, 0),
    transitions: walked.reduce((sum, { transitions }) => sum + transitions, 0),
    complete: walked.every(({ complete }) => complete),
    findings: alike(shown),
    faults,
  };
}

/** What several designs do alike is one finding. */
function alike(shown: readonly (ExploreFinding & { fixture?: unknown })[]): ExploreFinding[] {
  const findings = new Map<string, ExploreFinding>();
  for (const { fixture: _, ...finding } of shown) {
    const { kind, invariant, message, machine, steps, fault } = finding;
    const key = JSON.stringify([kind, invariant, message, machine, steps, fault]);
    const known = findings.get(key);
    if (known) known.designs = [...known.designs, ...finding.designs];
    else findings.set(key, finding);
  }
  return [...findings.values()];
}

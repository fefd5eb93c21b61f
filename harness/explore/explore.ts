/** All that designs do by an alphabet on machines: walked on threads, then told. */
import type { Runner } from '../compare/fixture_part.ts';
import type { FaultTask } from '../faults/of_report.ts';
import type { Fault } from '../types/fault.ts';
import { faultsTogether, faultTaskOf, type KnownFaults } from './causes.ts';
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

const notWalked = ({ design, machine }: WalkTask, why = 'not begun'): Walked => ({
  design,
  machine: machine.id,
  states: 0,
  transitions: 0,
  complete: false,
  cut: why,
});

/** What runs a scenario again, and finds whose fault it is what goes wrong. */
export interface Means {
  /** A design as a command line names it. */
  wordOf(design: string): string;
  run: Runner;
  faultsOf(tasks: readonly FaultTask[]): Promise<Fault[]>;
}

/** `graphs`: one for each task; why there is none, or nothing where it was not begun. */
export async function explorationOf(
  tasks: readonly WalkTask[],
  graphs: readonly (StateGraph | string | undefined)[],
  known: KnownFaults | undefined,
  { wordOf, run, faultsOf }: Means,
): Promise<Exploration> {
  const [{ base, alphabet, blocks, without }] = tasks as readonly [WalkTask];
  const designs = [...new Set(tasks.map(({ design }) => design))];
  const machines: MachinesById = new Map(tasks.map(({ machine }) => [machine.id, machine]));
  const lists = designs.map((design) => {
    const own = graphs.filter((graph): graph is StateGraph => isGraph(graph) && graph.design === design);
    return { design, shown: gather(own, machines, { base, word: wordOf(design) }) };
  });
  const wrong = lists.filter(({ shown }) => shown.length > 0);
  const faultTasks: FaultTask[] = [];
  for (const { design, shown } of wrong) faultTasks.push(await faultTaskOf(run, design, base, without, shown, known));
  const found = await faultsOf(faultTasks);
  const shown = wrong.flatMap((each) => each.shown);
  const faults = faultsTogether(shown, found, known);
  const walked = tasks.map((task, at) => {
    const graph = graphs[at];
    return isGraph(graph) ? walkedOf(graph) : notWalked(task, graph);
  });
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

const isGraph = (graph: StateGraph | string | undefined): graph is StateGraph => typeof graph === 'object';

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

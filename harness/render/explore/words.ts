import type { Exploration, ExploredFault, Walked } from '../../explore/exploration.ts';

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** `add d0; online_kernel d0, vetoed (2 moves, x86-64-128M)`. */
export const walkText = ({ steps, machine }: Pick<ExploredFault, 'steps' | 'machine'>): string =>
  `${steps.join('; ')} (${count(steps.length, 'move')}, ${machine})`;

/** Of one design over all machines. */
export interface DesignLine {
  design: string;
  states: number;
  transitions: number;
  /** `complete`, or why not. */
  end: string;
  known: number;
  /** Not in the corpus, or not compared with it. */
  others: number;
}

export function designLines({ designs, walked, faults }: Exploration): DesignLine[] {
  return designs.map((design) => {
    const own = walked.filter((each) => each.design === design);
    const its = faults.filter((fault) => fault.designs.includes(design));
    return {
      design,
      states: sum(own, 'states'),
      transitions: sum(own, 'transitions'),
      end: endOf(own),
      known: its.filter(({ known }) => known).length,
      others: its.filter(({ known }) => !known).length,
    };
  });
}

const sum = (walked: readonly Walked[], what: 'states' | 'transitions'): number =>
  walked.reduce((total, each) => total + each[what], 0);

function endOf(walked: readonly Walked[]): string {
  const cut = walked.filter(({ complete }) => !complete);
  if (cut.length === 0) return 'complete';
  const why = [...new Set(cut.map((each) => each.cut))].join(', ');
  return walked.length === 1 ? `cut: ${why}` : `cut on ${cut.length} of ${walked.length} machines: ${why}`;
}

/** The bound that all of it holds to. */
export function boundText({ alphabet, blocks, machines, base, complete }: Exploration): string {
  const on = machines.length === 1 ? machines[0]! : count(machines.length, 'machine');
  const what = `every sequence of the ${alphabet} alphabet, ${count(blocks, 'block')}, on ${on}, ${base}`;
  return complete ? what : `not ${what}: cut`;
}

/** The answer in a sentence. */
export function answerText({ faults, findings, states, transitions, complete }: Exploration): string {
  const fresh = faults.filter(({ known }) => known === false).length;
  const known = faults.filter((fault) => fault.known).length;
  const walked = `${count(states, 'state')}, ${count(transitions, 'transition')}${complete ? '' : ', not all there are'}`;
  if (faults.length === 0)
    return findings.length === 0
      ? `Nothing goes wrong: ${walked}.`
      : `${count(findings.length, 'finding')} without a known cause. ${walked}.`;
  const parts = [
    ...(known > 0 ? [`${known} known from the corpus`] : []),
    ...(fresh > 0 ? [`${fresh} new`] : []),
    ...(faults.length > known + fresh
      ? [`${faults.length - known - fresh} of designs that the corpus is not compared on`]
      : []),
  ];
  return `${count(faults.length, 'fault')}: ${parts.join(', ')}. ${walked}.`;
}

/** Those to look at first: what the corpus does not show, worst first. */
export const newFaults = (faults: readonly ExploredFault[]): ExploredFault[] => faults.filter(({ known }) => !known);

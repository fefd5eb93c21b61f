/** What was asked and found, as it is told. */
import { type DifferenceKind, differenceKinds, restKinds } from './graph.ts';
import type { DesignDifference, Proof } from './product.ts';
import { type MemoryOnMachine, type PairProof, partingOf, type Question } from './prove.ts';

/** The answer to a question. */
export interface Proven extends Pick<Question, 'base' | 'alphabet' | 'blocks' | 'compared'> {
  /** What the alphabet has, a sentence. */
  about: string;
  pairs: PairProof[];
  /** By design, machines in their order. */
  memory: MemoryOnMachine[][];
}

/** In a sentence: the designs differ in ... */
export const kindWords: Record<DifferenceKind, string> = {
  zones: 'zones',
  nodes: 'nodes',
  blocks: 'memory blocks',
  pages: 'the pages that walkers find',
  sysfs: 'files of /sys and /proc',
  hidden: 'struct pages that only a debugger sees',
  return: 'what is returned',
  notifier: 'what notifiers are told',
  locks: 'what is done without a lock',
  death: 'whether the kernel survives',
};

export const stepsText = (count: number): string => `${count} step${count === 1 ? '' : 's'}`;
export const machinesText = (count: number): string => `${count} machine${count === 1 ? '' : 's'}`;

/** `oscar@v5 and david@v10 differ in zones after 2 steps`. */
export const differenceTitle = ({ a, b }: Pick<Proof, 'a' | 'b'>, { kind, steps }: DesignDifference): string =>
  `${a} and ${b} differ in ${kindWords[kind]} after ${stepsText(steps.length)}`;

export const valueText = (value: string | number | null | undefined): string => String(value ?? 'none');

/** What each side shows, for a paragraph; at most so many values. */
export function valuesSentence({ a, b }: Pick<Proof, 'a' | 'b'>, difference: DesignDifference, most = 3): string {
  const keys = Object.keys(difference.a);
  const told = keys
    .slice(0, most)
    .map((key) => `${key} is ${valueText(difference.a[key])} with ${a} and ${valueText(difference.b[key])} with ${b}`);
  const rest = keys.length - told.length;
  return `${told.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}

/** What was looked at, and what not: `zones, nodes; not locks`. */
export function comparedText({ compared }: Pick<Proven, 'compared'>): string {
  const left = differenceKinds.filter((kind) => !compared.includes(kind));
  return `${compared.join(', ')}${left.length > 0 ? `; not ${left.join(', ')}` : ''}`;
}

/** `default alphabet, 2 blocks, linux@5.12`. */
export const triedText = ({ alphabet, blocks, base }: Pick<Proven, 'alphabet' | 'blocks' | 'base'>): string =>
  `alphabet ${alphabet}, ${blocksText(blocks)}, ${base}`;

/** What is looked at together: whoever cares for one of these may not care for another. */
export interface Group {
  /** Head of a column. */
  head: string;
  /** In a sentence: they part ... */
  words: string;
  kinds: DifferenceKind[];
}

const groups: readonly Group[] = [
  { head: 'at rest', words: 'at rest', kinds: [...restKinds] },
  { head: 'returned', words: 'in what is returned', kinds: ['return', 'death'] },
  { head: 'notifiers', words: 'in what notifiers are told', kinds: ['notifier'] },
  { head: 'locks', words: 'in what is done without a lock', kinds: ['locks'] },
];

/** Those of which something was compared, or each kind by itself. */
export function kindGroups({ compared }: Pick<Proven, 'compared'>, each = false): Group[] {
  const all = each
    ? differenceKinds.map((kind) => ({ head: kind, words: `in ${kindWords[kind]}`, kinds: [kind] }))
    : groups;
  return all
    .map((group) => ({ ...group, kinds: group.kinds.filter((kind) => compared.includes(kind)) }))
    .filter(({ kinds }) => kinds.length > 0);
}

/** Up to how many steps everything was compared on every machine. */
export const withinOf = (machines: readonly Pick<Proof, 'within'>[]): number =>
  Math.min(...machines.map(({ within }) => within ?? Number.POSITIVE_INFINITY));

/** `equal`, or up to where. */
const alikeText = (verdict: 'equal' | 'unfinished', machines: readonly Pick<Proof, 'within'>[]): string =>
  verdict === 'equal' ? 'equal' : `equal to ${stepsText(withinOf(machines))}`;

const blocksText = (blocks: number): string => `${blocks} block${blocks === 1 ? '' : 's'}`;

/** One sentence about two designs: equal, or where they part and how soon. */
export function verdictText(proven: Proven, { a, b, machines }: PairProof): string {
  const states = machines.reduce((sum, proof) => sum + proof.states, 0);
  const bound = `alphabet ${proven.alphabet} with ${blocksText(proven.blocks)}`;
  const overall = partingOf(machines, proven.compared);
  if (overall === 'equal')
    return `equal: ${states} joint states, complete for ${bound}, ${machines.length === 1 ? 'this machine' : `these ${machinesText(machines.length)}`}`;
  if (overall === 'unfinished')
    return `${a} and ${b} are not told apart within ${stepsText(withinOf(machines))}, and longer sequences were not tried on every machine; ${bound}`;
  const told = kindGroups(proven).map((group) => {
    const parting = partingOf(machines, group.kinds);
    if (typeof parting === 'string') return { parts: false, text: `${alikeText(parting, machines)} ${group.words}` };
    const on =
      parting.apartOn.length === machines.length
        ? 'every machine'
        : `${parting.apartOn.length} of ${machinesText(machines.length)}`;
    return { parts: true, text: `${group.words} after ${stepsText(parting.steps)}, on ${on}` };
  });
  const apart = told.filter(({ parts }) => parts).map(({ text }) => text);
  const alike = told.filter(({ parts }) => !parts).map(({ text }) => text);
  return `${a} and ${b} part ${apart.join('; ')}${alike.length > 0 ? `; ${alike.join(', ')}` : ''}; ${bound}`;
}

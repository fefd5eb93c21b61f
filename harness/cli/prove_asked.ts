/** What `prove` is asked, by the words of the command line. */
import { realpathSync } from 'node:fs';
import { suggest } from '../corpus/suggest.ts';
import { type DifferenceKind, differenceKinds } from '../explore/graph.ts';
import type { PairOfDesigns } from '../explore/pairs.ts';
import { comparedUnlessTold } from '../explore/product.ts';
import type { Question } from '../explore/prove.ts';
import type { WorkerData } from '../run/outside/protocol.ts';
import type { Machine } from '../types/scenario.ts';
import { chooseDesigns, isFileWord } from './choose_designs.ts';
import { chooseMachines } from './choose_machines.ts';
import { Failure } from './exit.ts';

export interface ProveOptions {
  all?: boolean;
  machine: string[];
  base: string;
  alphabet: string;
  blocks: number;
  maxStates?: number;
  compare: string;
}

export interface Asked {
  question: Question;
  /** What the alphabet has. */
  about: string;
  machines: Machine[];
  outside: WorkerData[];
  /** How many designs have to be walked. */
  designs: number;
}

export const usualKinds = 'all but hidden and locks';

export async function asked(a: string | undefined, b: string | undefined, options: ProveOptions): Promise<Asked> {
  const { base, blocks, maxStates = options.all ? 600 : 20_000 } = options;
  const compared = kindsAsked(options.compare);
  const { alphabetNamed, alphabets } = await import('../explore/alphabets/all.ts');
  const alphabet = alphabetNamed(options.alphabet);
  if (!alphabet) {
    const known = alphabets.map(({ name }) => name);
    throw new Failure('noMatch', `no alphabet "${options.alphabet}"`, suggest(options.alphabet, known));
  }
  const { pairs, alone, outside } = options.all ? await everything(a, base) : await named([a, b], base);
  const machines = await chooseMachines(options.machine.length > 0 ? options.machine : ['*']);
  const designs = new Set([...alone, ...pairs.flatMap((pair) => [pair.a, pair.b])]).size;
  const question = { base, alphabet: alphabet.name, blocks, maxStates, compared, pairs, alone };
  return { question, about: alphabet.about, machines, outside, designs };
}

interface Designs {
  pairs: PairOfDesigns[];
  alone: string[];
  outside: WorkerData[];
}

async function everything(a: string | undefined, base: string): Promise<Designs> {
  if (a !== undefined) throw new Failure('usage', '--all takes no designs', 'leave out --all, or the designs');
  const { designPairs } = await import('../explore/pairs.ts');
  const listings = await chosen({ design: [], allRevisions: true, base });
  const alone = listings.filter(({ isDefault }) => isDefault).map(({ id }) => id);
  return { pairs: designPairs(listings), alone, outside: [] };
}

async function named([a, b]: readonly (string | undefined)[], base: string): Promise<Designs> {
  if (a === undefined)
    throw new Failure(
      'usage',
      'prove holds designs against each other',
      'name two, or one, or give --all; `list designs` has them',
    );
  const { findDesign } = await import('../run/designs.ts');
  const ids: string[] = [];
  const outside: WorkerData[] = [];
  for (const word of b === undefined ? [a] : [a, b]) {
    const listings = await chosen({ design: [word], base });
    const [one, other] = listings;
    if (other) throw new Failure('usage', `"${word}" is ${listings.length} designs`, 'name one');
    ids.push(one!.id);
    if (isFileWord(word) && !findDesign(one!.id)) outside.push({ file: realpathSync(word), word });
  }
  const [one = '', other] = ids;
  if (other === undefined) return { pairs: [], alone: [one], outside };
  return { pairs: [{ a: one, b: other, relation: 'designs' }], alone: [], outside };
}

/** Looked up and looked through; the threads that did so are not needed any more. */
async function chosen(choice: { design: string[]; allRevisions?: boolean; base: string }) {
  const found = await chooseDesigns(choice, { alone: true });
  await found.close();
  return found.listings;
}

/** In the order in which they are told. */
function kindsAsked(text: string): DifferenceKind[] {
  const words: readonly string[] = text === usualKinds ? comparedUnlessTold : text.split(',');
  for (const word of words)
    if (!(differenceKinds as readonly string[]).includes(word))
      throw new Failure('usage', `--compare ${word}: no such kind`, suggest(word, [...differenceKinds]));
  return differenceKinds.filter((kind) => words.includes(kind));
}

import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { matchesGlob } from '../corpus/glob.ts';
import { suggest } from '../corpus/suggest.ts';
import { type DifferenceKind, differenceKinds } from '../explore/graph.ts';
import type { PairOfDesigns } from '../explore/pairs.ts';
import type { Difference, Proof } from '../explore/product.ts';
import type { Proven } from '../explore/proven.ts';
import type { Machine } from '../types/scenario.ts';
import { chooseDesigns, isFileWord } from './choose_designs.ts';
import { Failure } from './exit.ts';
import { addFormat, meanings, parseThreads, parseWhole, repeatable } from './options.ts';
import { startProgress } from './progress.ts';
import { columnsOf, note, print, wantsColor } from './terminal.ts';

interface Options {
  all?: boolean;
  allKinds?: boolean;
  machine: string[];
  base: string;
  alphabet: string;
  blocks: number;
  maxStates?: number;
  compare: string;
  threads?: number;
  write?: string;
  out?: string;
  format: 'pretty' | 'json' | 'mail' | 'markdown';
  quiet?: boolean;
  schema?: boolean;
}

const usual = 'all but hidden and locks';

/** As many are over before threads would have loaded the model. */
const fewWalks = 4;

export function register(program: Command): void {
  const command = program
    .command('prove')
    .description('Hold two designs against each other over every sequence to a bound: equal, or what tells them apart.')
    .argument('[a]', 'a design: an id such as oscar@v5, or a file')
    .argument('[b]', 'another')
    .option('-a, --all', meanings.all)
    .addHelpText('after', '\n--all: every two of the default designs, and every revision with the one before it.')
    .option('--all-kinds', 'with --all: a column for each kind of difference')
    .option('-m, --machine <glob>', meanings.machine, repeatable, [])
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('--alphabet <name>', meanings.alphabet, 'default')
    .option('--blocks <n>', meanings.blocks, parseWhole, 2)
    .option('--max-states <n>', `${meanings.maxStates} (20000; with --all 2000)`, parseWhole)
    .option('--compare <kinds>', `what to look at, of ${differenceKinds.join(',')}`, usual)
    .option('--threads <n>', meanings.threads, parseThreads)
    .option('--write <folder>', meanings.write)
    .option('-o, --out <file>', meanings.out)
    .option('-q, --quiet', meanings.quiet)
    .option('--schema', meanings.schema);
  addFormat(command, ['pretty', 'json', 'mail', 'markdown']).action(run);
}

async function run(a: string | undefined, b: string | undefined, options: Options): Promise<void> {
  const { proveJsonSchema } = await import('./prove_json.ts');
  if (options.schema) return print(proveJsonSchema(options.all === true));
  const { pairs, outside } = await pairsAsked(a, b, options);
  const machines = await machinesAsked(options.machine);
  const compared = kindsAsked(options.compare);
  const { alphabetNamed, alphabets } = await import('../explore/alphabets/all.ts');
  const alphabet = alphabetNamed(options.alphabet);
  if (!alphabet) {
    const known = alphabets.map(({ name }) => name);
    throw new Failure('noMatch', `no alphabet "${options.alphabet}"`, suggest(options.alphabet, known));
  }
  const { base, blocks, maxStates = options.all ? 2000 : 20_000 } = options;
  const question = { base, alphabet: alphabet.name, blocks, maxStates, compared, pairs };
  const walks = new Set(pairs.flatMap((pair) => [pair.a, pair.b])).size * machines.length;
  const { proveHere, proveInParallel } = await import('../explore/prove_parallel.ts');
  if (walks <= fewWalks && outside.length === 0)
    return await tell({ ...question, about: alphabet.about, pairs: proveHere(question, machines) }, machines, options);
  const { newReins } = await import('../explore/limits.ts');
  const progress = await startProgress(walks, 1000, options.quiet, 'walks made');
  let walked = 0;
  try {
    const found = await proveInParallel(question, machines, {
      threads: options.threads ?? Math.min(availableParallelism(), 8),
      reins: newReins(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
      outside,
      onWalked: (machine, design) => progress.update(++walked, `${design} on ${machine}`),
    });
    progress.stop();
    await tell({ ...question, about: alphabet.about, pairs: found }, machines, options);
  } finally {
    progress.stop();
  }
}

async function tell(proven: Proven, machines: readonly Machine[], options: Options): Promise<void> {
  const { matrixJson, proofJson } = await import('./prove_json.ts');
  const fixtures = await fixturesOf(proven, machines);
  const json = () =>
    options.all
      ? matrixJson(proven)
      : proofJson(proven, (...which) =>
          fixtures(...which)
            .split('\n')
            .slice(0, -1),
        );
  if (options.out) await writeFile(options.out, `${JSON.stringify(json(), null, 2)}\n`);
  if (options.write) await save(proven, fixtures, options.write);
  if (options.format === 'json') return print(JSON.stringify(json(), null, 2));
  const { renderMatrix, renderProof } = await import('../render/prove/render.ts');
  const { paintFor } = await import('../text/paint.ts');
  const layout = { paint: paintFor(wantsColor(process.stdout)), columns: columnsOf(process.stdout) };
  await print(
    options.all
      ? renderMatrix(proven, options.format, layout, options.allKinds)
      : renderProof(proven, options.format, layout),
  );
}

/** A difference as the text of a fixture. */
async function fixturesOf(proven: Proven, machines: readonly Machine[]) {
  const { alphabetNamed } = await import('../explore/alphabets/all.ts');
  const { fixtureText, walkFixture } = await import('../explore/scenario.ts');
  const { differenceTitle, boundText, valuesSentence } = await import('../explore/proven.ts');
  return (proof: Proof, difference: Difference): string => {
    const machine = machines.find(({ id }) => id === proof.machine)!;
    const letters = alphabetNamed(proven.alphabet)!.letters(machine, proven.blocks, proven.base);
    const moves = difference.path.map((move) => letters[move]!);
    const about = `The shortest sequence that tells them apart (\`prove\`: ${boundText(proven)}). ${valuesSentence(proof, difference)}`;
    return fixtureText(walkFixture(machine, moves), differenceTitle(proof, difference), about);
  };
}

/** One file for each difference; those that several machines share once. */
async function save(
  proven: Proven,
  fixtureOf: (proof: Proof, difference: Difference) => string,
  folder: string,
): Promise<void> {
  const { sharedDifferences } = await import('../explore/prove.ts');
  await mkdir(folder, { recursive: true });
  let written = 0;
  for (const pair of proven.pairs)
    for (const { difference, machines } of sharedDifferences(pair)) {
      const proof = pair.machines.find(({ machine }) => machine === machines[0])!;
      const name = [pair.a, pair.b, difference.kind, proof.machine].join('-').replace(/[^\w.@-]+/g, '_');
      await writeFile(join(folder, `${name}.yaml`), fixtureOf(proof, difference));
      written++;
    }
  note(`wrote ${written} fixture${written === 1 ? '' : 's'} to ${folder}`);
}

async function pairsAsked(a: string | undefined, b: string | undefined, { all, base }: Options) {
  if (all) {
    const { pairsOf } = await import('../explore/pairs.ts');
    if (a !== undefined) throw new Failure('usage', '--all takes no designs', 'leave out --all, or the designs');
    const { listings } = await chosen({ design: [], allRevisions: true, base });
    return { pairs: pairsOf(listings), outside: [] };
  }
  if (a === undefined || b === undefined)
    throw new Failure(
      'usage',
      'prove holds two designs against each other',
      'prove oscar@v5 david@v10, or prove --all',
    );
  const found = await Promise.all([a, b].map(async (word) => (await chosen({ design: [word], base })).listings));
  for (const [at, listings] of found.entries())
    if (listings.length !== 1) throw new Failure('usage', `"${[a, b][at]}" is ${listings.length} designs`, 'name one');
  const [one, other] = found.map(([listing]) => listing!);
  const pairs: PairOfDesigns[] = [{ a: one!.id, b: other!.id, relation: 'designs' }];
  const { realpathSync } = await import('node:fs');
  const { findDesign } = await import('../run/designs.ts');
  const outside = [a, b]
    .filter((word, at) => isFileWord(word) && !findDesign([one, other][at]!.id))
    .map((word) => ({ file: realpathSync(word), word }));
  return { pairs, outside };
}

/** Looked up and looked through; the threads that did so are not needed any more. */
async function chosen(choice: { design: string[]; allRevisions?: boolean; base: string }) {
  const found = await chooseDesigns(choice, { alone: true });
  await found.close();
  return found;
}

async function machinesAsked(globs: readonly string[]): Promise<Machine[]> {
  const { loadMachines } = await import('../corpus/load.ts');
  const { machines } = await loadMachines();
  for (const glob of globs)
    if (![...machines.keys()].some((id) => matchesGlob(glob, id)))
      throw new Failure('noMatch', `no machine "${glob}"`, suggest(glob, [...machines.keys()]));
  return [...machines.values()].filter(({ id }) => globs.length === 0 || globs.some((glob) => matchesGlob(glob, id)));
}

/** In the order in which they are told. */
function kindsAsked(text: string): DifferenceKind[] {
  const words =
    text === usual ? differenceKinds.filter((kind) => !['hidden', 'locks'].includes(kind)) : text.split(',');
  for (const word of words)
    if (!(differenceKinds as readonly string[]).includes(word))
      throw new Failure('usage', `--compare ${word}: no such kind`, suggest(word, [...differenceKinds]));
  return differenceKinds.filter((kind) => words.includes(kind));
}

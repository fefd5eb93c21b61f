/** Differences as fixtures: what `compare`, `explain` and a real guest take. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alphabetNamed } from '../explore/alphabets/all.ts';
import type { DesignDifference, Proof } from '../explore/product.ts';
import { sharedDifferences } from '../explore/prove.ts';
import { differenceTitle, type Proven, triedText, valuesSentence } from '../explore/proven.ts';
import { fixtureText, walkFixture } from '../explore/scenario.ts';
import type { Machine } from '../types/scenario.ts';
import { note } from './terminal.ts';

/** The text of a fixture's file. */
export type FixtureOf = (proof: Proof, difference: DesignDifference) => string;

export function fixturesOf(proven: Proven, machines: readonly Machine[]): FixtureOf {
  const { alphabet, blocks, base } = proven;
  return (proof, difference) => {
    const machine = machines.find(({ id }) => id === proof.machine)!;
    const letters = alphabetNamed(alphabet)!.letters(machine, blocks, base);
    const moves = difference.path.map((move) => letters[move]!);
    const about = `The shortest sequence that tells them apart (\`prove\`: ${triedText(proven)}). ${valuesSentence(proof, difference)}`;
    return fixtureText(walkFixture(machine, moves), differenceTitle(proof, difference), about);
  };
}

/** One file for each difference; of those that several machines share, that of the first machine. */
export async function saveFixtures(proven: Proven, fixtureOf: FixtureOf, folder: string): Promise<void> {
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

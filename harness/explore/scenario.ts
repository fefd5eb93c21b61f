/** A sequence of moves as a scenario: to be run like a fixture, told like one, and kept as one. */
import { stringify } from 'yaml';
import { fixtureHash } from '../corpus/canonical.ts';
import { writeStep } from '../corpus/write_step.ts';
import type { Fixture, Machine } from '../types/scenario.ts';
import { alphabetNamed, alphabets } from './alphabets/all.ts';
import type { Move } from './graph.ts';

/** `x86-64-128M: add d0; online_kernel d0, vetoed`: what `explain` understands. */
export const walkId = (machine: string, moves: readonly Pick<Move, 'title'>[]): string =>
  `${machine}: ${moves.map(({ title }) => title).join('; ')}`;

/** The scenario without a file. Its id is its {@link walkId}. */
export function walkFixture(machine: Machine, moves: readonly Move[]): Fixture {
  const steps = moves.flatMap((move) => move.steps.map((step) => ({ ...step, actions: [...step.actions] })));
  return {
    id: walkId(machine.id, moves),
    title: moves.map(({ title }) => title).join('; '),
    about: '',
    topic: 'explore',
    file: '',
    hash: fixtureHash({ machine, steps }),
    machine,
    claims: [],
    steps,
  };
}

/** The moves of an alphabet by their titles; undefined where it has no such move. */
export function fixtureOfWalk(
  machine: Machine,
  alphabet: string,
  blocks: number,
  titles: readonly string[],
): Fixture | undefined {
  const letters = alphabetNamed(alphabet)!.letters(machine, blocks);
  const moves = titles.map((title) => letters.find((each) => each.title === title));
  return moves.some((move) => move === undefined) ? undefined : walkFixture(machine, moves as Move[]);
}

/** As many blocks as anybody explores. */
const mostBlocks = 8;

/**
 * A scenario by its {@link walkId}, of the first alphabet that has all of its moves. A string says what is wrong with it;
 * undefined means that it is none: it has no machine with a colon in front.
 */
export function readWalk(text: string, machines: ReadonlyMap<string, Machine>): Fixture | string | undefined {
  const [, name = '', steps = ''] = /^([\w-]+): *(.+)$/.exec(text) ?? [];
  if (name === '') return undefined;
  const machine = machines.get(name);
  if (!machine) return `no machine "${name}"`;
  const titles = steps.split(/ *; */);
  const read = alphabets.map((each) => fixtureOfWalk(machine, each.name, mostBlocks, titles));
  const known = new Set(alphabets.flatMap((each) => each.letters(machine, mostBlocks).map(({ title }) => title)));
  const unknown = titles.find((title) => !known.has(title));
  return (
    read.find((fixture) => fixture !== undefined) ??
    (unknown === undefined ? 'no alphabet has all of these moves' : `no alphabet has the move "${unknown}"`)
  );
}

/** The text of a fixture's file that does the same. `about`: where it comes from. */
export function fixtureText({ machine, steps }: Fixture, title: string, about: string): string {
  const written = steps.flatMap(({ actions }) => actions.map((action) => writeStep(action, machine)));
  return stringify({ title, about, machine: machine.id, steps: written }, { lineWidth: 120 });
}

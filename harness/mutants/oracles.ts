/** Three that can tell a wrong design: the corpus, all it does that is found wrong, all it does that differs. */
import type { Fixture, Machine } from '../types/scenario.ts';
import { Judge } from './by_corpus.ts';
import { GraphJudge } from './by_graphs.ts';
import { groundsOn } from './grounds.ts';
import { mistakes, stackIdOf } from './mistakes.ts';
import type { Mutant } from './mutant.ts';
import type { Kill, Oracle, OracleVerdict, Planted } from './oracle.ts';
import { mutantsOf } from './rules.ts';
import { watchedOf } from './watch.ts';

/** The catalogue, and with `rules` the mutants made by rule of what runs of a design on the grounds. */
export function planted(machines: ReadonlyMap<string, Machine>, rules: string | undefined): Planted[] {
  const chosen = mistakes.map(({ id }): Planted => ({ made: 'choice', id }));
  if (rules === undefined) return chosen;
  const grounds = groundsOn(machines);
  const watched = watchedOf(rules, grounds[0]!.machine, new GraphJudge(grounds).returned(rules));
  return [
    ...chosen,
    ...watched.flatMap((of) => mutantsOf([of]).map(({ id }): Planted => ({ made: 'rule', id, stack: rules, of }))),
  ];
}

function unpacked(seed: Planted): { mutant: Mutant; stack: string } {
  if (seed.made === 'rule')
    return { mutant: mutantsOf([seed.of]).find(({ id }) => id === seed.id)!, stack: seed.stack };
  const mistake = mistakes.find(({ id }) => id === seed.id)!;
  return { mutant: mistake, stack: stackIdOf(mistake) };
}

/** Asks the oracles, in their order; right designs are run and walked once. */
export class Oracles {
  readonly #asked: readonly Oracle[];
  readonly #corpus: Judge;
  readonly #graphs: GraphJudge;

  constructor(asked: readonly Oracle[], fixtures: readonly Fixture[], machines: ReadonlyMap<string, Machine>) {
    this.#asked = asked;
    this.#corpus = new Judge(fixtures);
    this.#graphs = new GraphJudge(asked.some((oracle) => oracle !== 'corpus') ? groundsOn(machines) : []);
  }

  try(seed: Planted): OracleVerdict {
    const { mutant, stack } = unpacked(seed);
    const { id, title, function: place, survives } = mutant;
    const kills: Kill[] = [];
    if (this.#asked.includes('corpus')) {
      const found = this.#byCorpus(seed, mutant, stack);
      if (found) kills.push({ by: 'corpus', what: found.id, on: found.fixture });
    }
    const walking = this.#asked.filter((oracle) => oracle !== 'corpus');
    const { grounds, states, complete, ...told } = this.#graphs.judge(mutant, stack, walking, kills.length > 0);
    for (const by of walking) if (told[by]) kills.push({ by, ...told[by] });
    const verdict = { id, made: seed.made, title, function: place, stack, kills };
    if (kills.length > 0) return { ...verdict, status: 'killed' };
    const proven = walking.includes('prove') && grounds > 0 && complete;
    const bound = proven ? `equal in all ${states} states of ${grounds} walks` : undefined;
    const why = [survives, bound].filter((each) => each !== undefined).join('; ');
    return { ...verdict, status: why === '' ? 'survived' : 'equivalent', ...(why === '' ? {} : { why }) };
  }

  /** Of a mistake of the catalogue what names it for what it is, where that is found. */
  #byCorpus(seed: Planted, mutant: Mutant, stack: string) {
    if (seed.made === 'rule') return this.#corpus.first(mutant, stack);
    const { blamed, by } = this.#corpus.judge(mistakes.find(({ id }) => id === seed.id)!, true);
    return blamed ?? by[0];
  }
}

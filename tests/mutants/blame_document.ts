/** The part of docs/mutation.md that says how well faults name what was planted. */
import type { BlameScore } from '../../harness/mutants/blame_score.ts';

const begin = '## Blame';
const figures = ['mistakes', 'detected', 'blamed', 'exactlyOne', 'pairs', 'pairsTwo'] as const;
const meaning: Record<(typeof figures)[number], string> = {
  mistakes: 'planted, one at a time; without those that nothing can tell',
  detected: 'after which the design has a fault more',
  blamed: 'of those, put down to the mistaken function by the fault that shows most',
  exactlyOne: 'of those, that come out as one new fault',
  pairs: 'of mistakes in different functions of one design, planted together',
  pairsTwo: 'of those, that come out as two new faults, one for each function',
};

/** The document with this section, which is its last, written anew. */
export function blameSection(document: string, score: BlameScore, seed: number): string {
  const before = document.includes(`\n${begin}`)
    ? document.slice(0, document.indexOf(`\n${begin}`) + 1)
    : `${document}\n`;
  const misses = (['not detected', 'not blamed', 'several faults', 'pair'] as const).flatMap((kind) => {
    const of = score.misses.filter((miss) => miss.kind === kind);
    return of.length === 0
      ? []
      : ['', `### ${kind[0]!.toUpperCase()}${kind.slice(1)}: ${of.length}`, '', ...of.map(lineOf)];
  });
  return [
    before + begin,
    '',
    'Each mistake is planted as a hunk of the design that it belongs to, and the faults of that design are looked for as',
    `those of any other. Pairs are drawn with seed ${seed}. Written by \`UPDATE_DOCS=blame npx vitest run tests/mutants/blame.test.ts\`;`,
    'the same figures come from `npx mhp-compare mutants --blame`.',
    '',
    '| figure | number | of what |',
    '|---|---|---|',
    ...figures.map((name) => `| ${name} | ${score[name]} | ${meaning[name]} |`),
    ...misses,
    '',
  ].join('\n');
}

const lineOf = ({ mistakes, faults }: BlameScore['misses'][number]): string =>
  `* ${mistakes.map((id) => `\`${id}\``).join(' and ')}: ${faults.length > 0 ? faults.join('; ') : 'nothing'}`;

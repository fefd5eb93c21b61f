/** docs/mutation.md: a draw, how each was caught, and what survived. */

import type { Judgement } from '../../harness/mutants/by_corpus.ts';
import { mistakes } from '../../harness/mutants/mistakes.ts';

const cell = (text: string) => text.replaceAll('|', '\\|');

function row({ mistake, by, blamed }: Judgement): string {
  const found = blamed ?? by[0];
  const caught = found ? `${found.id}` : '**survives**';
  return `| \`${mistake.id}\` | ${cell(mistake.title)} | ${mistake.design} | ${caught} | ${found ? found.fixture : ''} |`;
}

/** Markdown; the same for the same corpus. */
export function mutationDocument(seed: number, judged: readonly Judgement[], all: readonly Judgement[]): string {
  const caught = (of: readonly Judgement[]) => of.filter(({ by }) => by.length > 0).length;
  const survivors = all.filter(({ by }) => by.length === 0);
  return [
    '# Wrong designs, and what tells them',
    '',
    `The catalogue (harness/mutants/mistakes.ts) holds ${mistakes.length} designs that are right but for one line. A mistake counts as caught`,
    'when the corpus shows a violation, a verdict or a failed expectation that the right design does not have.',
    '',
    `Drawn with seed ${seed}: ${judged.length}, of which ${caught(judged)} are caught; of the whole catalogue ${caught(all)}. Written by`,
    '`UPDATE_DOCS=1 npx vitest run tests/mutants/mistakes.test.ts`; the test of the same name holds it to the corpus.',
    '',
    '| mistake | what was changed | in | detected by | first on |',
    '|---|---|---|---|---|',
    ...judged.map(row),
    '',
    '## Survivors',
    '',
    ...(survivors.length > 0
      ? survivors.map(
          ({ mistake: { id, title, function: changed, survives } }) =>
            `* \`${id}\` (${changed}): ${title}. ${survives ? `Nothing can tell: ${survives}.` : 'A scenario is missing.'}`,
        )
      : ['None.']),
    '',
  ].join('\n');
}

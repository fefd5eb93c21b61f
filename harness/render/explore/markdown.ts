import type { Exploration } from '../../explore/exploration.ts';
import { answerText, boundText, designLines, walkText } from './words.ts';

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

export function markdownExploration(exploration: Exploration): string {
  return [
    answerText(exploration),
    '',
    `Walked: ${boundText(exploration)}.`,
    '',
    row(['design', 'states', 'transitions', 'faults', 'not in the corpus', 'end']),
    row(['---', '---:', '---:', '---:', '---:', '---']),
    ...designLines(exploration).map(({ design, states, transitions, end, known, others }) =>
      row([design, states, transitions, known + others, others, end]),
    ),
    ...exploration.faults.flatMap(
      ({ id, title, class: worst, exposure, designs, known, knownAs, replay, ...shown }) => [
        '',
        `### ${title}`,
        '',
        `\`${id}\`: ${worst}${exposure === 'plain' ? '' : `, ${exposure}`}; ${designs.join(', ')}; ${
          known ? `known from the corpus${knownAs ? ` as \`${knownAs}\`` : ''}` : 'not in the corpus'
        }.`,
        '',
        walkText(shown),
        '',
        `    ${replay}`,
      ],
    ),
  ].join('\n');
}

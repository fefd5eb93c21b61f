/** The table as Markdown: docs/history.md from its second heading on, and what the terminal shows. */
import type { FoundBlind } from './blind.ts';
import { type History, type HistoryRow, isFound } from './history.ts';

const cell = (found: FoundBlind | undefined): string => (found ? `${found.what}, walk ${found.walks}` : 'no');

const nameOf = ({ title, commit }: Pick<HistoryRow, 'title' | 'commit'>): string =>
  commit ? `${title} (${commit})` : title;

const table = (head: string[], rows: string[][]): string[] =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);

export function historyTable(history: History): string {
  const { inScope, found, byInvariant, falseAlarms, seed, walks } = history;
  return [
    `${found} of ${inScope} bugs are found blind (${Math.round((100 * found) / inScope)}%), ${byInvariant} of them by an invariant or the kernel's death.`,
    `${falseAlarms} of ${history.neutral.length} changes that meant to change nothing raise a false alarm.`,
    `Each has the same ${walks} walks, drawn from seed ${seed} on.`,
    '',
    '## Bugs',
    '',
    ...table(
      ['bug', 'in', 'what was wrong', 'by an invariant', 'by parting from the mended one'],
      history.bugs.map((row) => [nameOf(row), `\`${row.at}\``, row.about, cell(row.byInvariant), cell(row.byParting)]),
    ),
    '',
    '## False alarms',
    '',
    ...table(
      ['change that changes nothing', 'what it is', 'walks', 'said of it'],
      history.neutral.map((row) => [
        nameOf(row),
        row.about,
        String(row.walks),
        isFound(row) || row.worse.length > 0
          ? [cell(row.byInvariant), cell(row.byParting), ...row.worse].filter((each) => each !== 'no').join('; ')
          : 'nothing',
      ]),
    ),
    '',
    '## Beyond the model',
    '',
    ...table(
      ['bug', 'why it cannot be had'],
      history.beyond.map(({ title, commit, reason }) => [nameOf({ title, commit: commit ?? null }), reason]),
    ),
  ].join('\n');
}

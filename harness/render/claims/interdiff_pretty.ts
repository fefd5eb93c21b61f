import type { WholeInterdiff } from '../../analysis/interdiff_words.ts';
import type { ClaimChange, CostChange, FixtureChange } from '../../claims/interdiff.ts';
import type { Paint } from '../../text/paint.ts';
import { ratioWord } from '../../text/ratio_word.ts';
import { prettyFaults } from './interdiff_faults.ts';

/** Lines of each part before the rest is only counted; all parts together stay on one screen. */
const most = { verdict: 16, behaviour: 4, claim: 14, cost: 10 };

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`);
const holds = (value: boolean | null): string => (value === null ? 'not reached' : value ? 'holds' : 'does not hold');

function part<T>(title: string, items: readonly T[], limit: number, line: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const rest = items.length - Math.min(limit, items.length);
  return [
    '',
    `${title} (${items.length})`,
    ...items.slice(0, limit).map(line),
    ...(rest > 0 ? [`  and ${rest} more: --format json`] : []),
  ];
}

/** What a cover letter says; with `all` also scenarios, claims and counted cost, each list cut where a screen ends. */
export function prettyInterdiff(
  diff: WholeInterdiff,
  { paint, columns, all }: { paint: Paint; columns: number; all: boolean },
): string {
  const head = prettyFaults(diff, paint, columns);
  if (diff.same) return head.join('\n');
  const scenarios = diff.changed.filter(
    (each): each is FixtureChange => each.kind === 'verdict' || each.kind === 'behaviour',
  );
  const shown = scenarios.find(({ turns }) => turns === 'worse') ?? scenarios[0];
  return [
    ...head,
    ...(all ? moreLines(diff, scenarios, columns) : []),
    '',
    ...(shown
      ? [`See one that comes out ${shown.turns === 'other' ? 'otherwise' : shown.turns}: ${shown.replay}`]
      : []),
    ...(all ? [] : ['--all has scenarios, claims and counted cost; --format mail is for a cover letter']),
  ].join('\n');
}

function moreLines({ changed }: WholeInterdiff, scenarios: readonly FixtureChange[], columns: number): string[] {
  const fixture = ({ fixture: id, before: a, after: b }: FixtureChange) =>
    cut(`  ${id}: ${a === b ? a : `${a} -> ${b}`}`, columns);
  const seen = (each: FixtureChange) => {
    const at = each.divergence;
    return cut(
      `  ${each.fixture}: ${at ? `step ${at.step + 1} (${at.title}), ${at.field} ${at.key}: ${at.values.map(({ value }) => value ?? 'none').join(' -> ')}` : ''}`,
      columns,
    );
  };
  const claim = (each: ClaimChange) =>
    cut(`  ${each.claim} ${holds(each.before)} -> ${holds(each.after)}: ${each.text}`, columns);
  const cost = (each: CostChange) =>
    cut(
      `  ${each.operation}, ${each.counter}: ${each.before} -> ${each.after} (${ratioWord(each.after, each.before)})`,
      columns,
    );
  return [
    ...part(
      'Scenarios that come out otherwise',
      scenarios.filter(({ kind }) => kind === 'verdict'),
      most.verdict,
      fixture,
    ),
    ...part(
      'Same verdict, other behaviour, with the first value that differs',
      scenarios.filter(({ kind }) => kind === 'behaviour'),
      most.behaviour,
      seen,
    ),
    ...part(
      'What claims look at',
      changed.filter((each) => each.kind === 'claim'),
      most.claim,
      claim,
    ),
    ...part(
      'Counted cost of the same steps',
      changed.filter((each) => each.kind === 'cost'),
      most.cost,
      cost,
    ),
  ];
}

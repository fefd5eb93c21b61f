import type { ClaimChange, CostChange, FixtureChange, Interdiff } from '../../claims/interdiff.ts';
import type { Paint } from '../../text/paint.ts';
import { ratioWord } from '../../text/ratio_word.ts';

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

/** What changed from one to the other, at most 60 lines. */
export function prettyInterdiff(
  { base, designs, same, fixtures, changed }: Interdiff,
  paint: Paint,
  columns: number,
): string {
  const [before, after] = designs;
  const head = paint.bold(`${before} -> ${after} on ${base}`);
  const sum = `${fixtures.alike} of ${fixtures.compared} scenarios cannot be told apart`;
  if (same) return `${head}\n${sum}; no claim and no counted cost differs.`;

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
  const scenarios = changed.filter(
    (each): each is FixtureChange => each.kind === 'verdict' || each.kind === 'behaviour',
  );
  const verdicts = scenarios.filter(({ kind }) => kind === 'verdict');
  const behaviour = scenarios.filter(({ kind }) => kind === 'behaviour');
  const shown: FixtureChange | undefined = verdicts[0] ?? behaviour[0];
  return [
    head,
    sum,
    ...part('Scenarios that come out otherwise', verdicts, most.verdict, fixture),
    ...part('Same verdict, other behaviour, with the first value that differs', behaviour, most.behaviour, seen),
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
    ...(shown ? ['', `See one: ${shown.replay}`] : []),
  ].join('\n');
}

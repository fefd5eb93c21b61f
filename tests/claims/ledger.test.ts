import { expect, test } from 'vitest';
import { decideAll, decideClaim } from '../../harness/claims/ledger.ts';
import { leavesOf } from '../../harness/claims/load.ts';
import { runSource } from '../../harness/claims/runs.ts';
import { claimsJson, claimsSchema } from '../../harness/render/claims/json.ts';
import { markdownLedger } from '../../harness/render/claims/markdown.ts';
import { prettyClaim, prettyLedger } from '../../harness/render/claims/pretty.ts';
import { paintFor } from '../../harness/text/paint.ts';
import { base, claims, fixtures, problems, source } from './real.ts';

const how = { source, base };
const decided = decideAll(claims, how);
const ledger = JSON.parse(claimsJson(decided, base)) as {
  claims: { id: string; verdict: string; byDesign: Record<string, string>; fixtures: string[]; reason?: string }[];
};

test('the ledger holds all seventy claims and nothing is wrong with it', () => {
  expect(problems).toEqual([]);
  expect(claims.map(({ id }) => id)).toEqual(
    Array.from({ length: 70 }, (_, at) => `L${String(at + 1).padStart(2, '0')}`),
  );
});

test('no claim is without a verdict or a stated reason', () => {
  const pattern = new RegExp(claimsSchema.properties.claims.items.properties.verdict.pattern);
  for (const { id, verdict, reason } of ledger.claims) {
    expect(verdict, id).toMatch(pattern);
    if (verdict === 'undecidable' || verdict === 'not reached') expect(reason, id).toBeTruthy();
  }
});

test('every claim but the undecidable ones is reached', () => {
  const open = ledger.claims
    .filter(({ verdict }) => verdict === 'not reached' || verdict === 'undecidable')
    .map(({ id }) => id);
  expect(open).toEqual(claims.filter(({ kind }) => kind === 'undecidable').map(({ id }) => id));
});

test('claims come out in more than one way', () => {
  expect(new Set(ledger.claims.map(({ verdict }) => verdict)).size).toBeGreaterThan(3);
});

test('every scenario that a claim looks at is there', () => {
  const ids = new Set(fixtures.map(({ id }) => id));
  const named = claims.flatMap(({ cases }) =>
    cases.flatMap(({ check }) => leavesOf(check).flatMap(({ fixture }) => fixture ?? [])),
  );
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});

test('a scenario names the claims that it decides', () => {
  for (const { id, cases } of claims)
    for (const leaf of cases.flatMap(({ check }) => leavesOf(check))) {
      const fixture = fixtures.find((each) => each.id === leaf.fixture);
      if (fixture) expect(fixture.claims, `${fixture.id} and ${id}`).toContain(id);
    }
});

test('without its scenario a claim is not reached, and says which is missing', () => {
  const left = fixtures.filter(({ id }) => id !== 'claims/online-full-section-saved');
  const claim = claims.find(({ id }) => id === 'L48')!;
  const without = decideClaim(claim, { source: runSource(left, base), base });
  expect(without.verdict).toBe('not reached');
  expect(without.reason).toContain('there is no scenario claims/online-full-section-saved');
  expect(decideClaim(claim, how).verdict).toBe('confirmed');
});

test('pretty tells every claim once and stays within the columns', () => {
  const text = prettyLedger(decided, { paint: paintFor(false), columns: 100 });
  for (const { id } of claims) expect(text.match(new RegExp(`^${id}  `, 'gm')), id).toHaveLength(1);
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
});

test('one claim is told with its message, its values and the command that shows it again', () => {
  const text = prettyClaim(decided.find(({ claim }) => claim.id === 'L48')!, { paint: paintFor(false), columns: 100 });
  expect(text).toContain('https://lore.kernel.org/linux-mm/5be95091-b4ac-8e05-4694-ac5c65f790a4@redhat.com/');
  expect(text).toContain('explain claims/online-full-section-saved --design david@poc');
});

test('a claim says what would refute it, for readers and for programs', () => {
  const refutes = claims.find(({ id }) => id === 'L45')!.wouldRefute;
  const one = decided.filter(({ claim }) => claim.id === 'L45');
  const text = prettyClaim(one[0]!, { paint: paintFor(false), columns: 500 });
  expect(text).toContain(`Would refute it: ${refutes}.`);
  expect(JSON.parse(claimsJson(one, base)).claims[0].wouldRefute).toBe(refutes);
});

const byDesign = (id: string) => ledger.claims.find((one) => one.id === id)!.byDesign;

test('present pages that add up are not all that hangs on them: L13 does not hold', () => {
  const { looks } = decided.find(({ claim }) => claim.id === 'L13')!.designs[0]!;
  expect(byDesign('L13')).toEqual({ 'michal@reserve': 'refuted' });
  expect(looks.map(({ what, holds }) => [what.split(': ')[1], holds])).toEqual([
    ['node.present 0', true],
    ['node.present 0', true],
    ['node.present 0', true],
    ['zone.pageset 1:Normal', false],
    ['count of zonelist rebuilds', false],
    ['node.memory 1', false],
  ]);
});

test('nothing is decided of v7 where its body was not read', () => {
  for (const id of ['L46', 'L57']) {
    expect(Object.keys(byDesign(id))).not.toContain('david@v7');
    expect(ledger.claims.find((one) => one.id === id)?.reason).toContain('of v7 nothing is decided');
  }
});

test('no claim is decided by counting scenarios', () => {
  const counting = claims.filter(({ cases }) =>
    cases.some(({ check }) => leavesOf(check).some(({ failing }) => failing !== undefined)),
  );
  expect(counting.map(({ id }) => id)).toEqual([]);
});

test('a loop that does not free the same chunks is told from those that do', () => {
  expect(byDesign('L68')).toEqual({
    'oscar@v5': 'confirmed',
    'david@v9': 'confirmed',
    'david@one-loop': 'confirmed',
    'david@v10': 'confirmed',
    'david@poc-posted+repair:relaxed-alignment': 'confirmed',
  });
  const sketch = decided
    .find(({ claim }) => claim.id === 'L68')!
    .designs.find(({ design }) => design.startsWith('david@poc-posted'));
  expect(sketch).toMatchObject({ claimed: false });
});

test('the readers of the online bit alone are named', () => {
  const { reason } = ledger.claims.find(({ id }) => id === 'L45')!;
  expect(reason).toContain('drivers/hv/hv_balloon.c');
  expect(reason).toContain('arch/arm64/mm/mmu.c');
});

test('markdown has a row per claim', () => {
  expect(markdownLedger(decided).match(/^\| L\d\d /gm)).toHaveLength(70);
});

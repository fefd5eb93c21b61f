import { expect, test } from 'vitest';
import { program } from './program.ts';

const some = ['--fixture', 'veto/*', '--fixture', 'fresh-node/*', '--all-revisions', '--quiet', '--format', 'json'];
const compare = (...args: string[]) => JSON.parse(program(['compare', ...some, ...args]).stdout);
const whole = compare();

interface Result {
  violations: { invariant: string }[];
}
interface Standing {
  design: string;
  byClass: Record<string, number>;
}

test('an invariant left out is broken by nobody', () => {
  const { invariant } = whole.results
    .flatMap(({ violations }: Result) => violations)
    .find((each: { invariant: string }) => each.invariant.includes('/'));
  const { results } = compare('--without', invariant);
  expect(results.flatMap(({ violations }: Result) => violations.map((each) => each.invariant))).not.toContain(
    invariant,
  );
});

test('the ranking and the order of the sensitivity are the same', () => {
  const ranked = whole.ranking.map(({ design }: Standing) => design).filter((id: string) => id !== 'unpatched');
  expect(whole.summary.sensitivity.order.flat().sort()).toEqual([...ranked].sort());
  expect(whole.summary.sensitivity.order[0]).toContain(ranked[0]);
});

test('an unknown invariant is refused with the near ones', () => {
  const { code, stdout, stderr } = program(['compare', '--without', 'span/node-spam']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('did you mean span/node-span?');
});

import { expect, test } from 'vitest';
import { argumentsAbout } from '../../harness/claims/arguments.ts';

test('claims that a scenario decides are told with message and link', () => {
  const [first] = argumentsAbout({ id: 'claims/online-full-section-saved', claims: ['L48'] });
  expect(first).toMatchObject({ claim: 'L48', decidedHere: true });
  expect(first?.said[0]?.link).toMatch(/^https:\/\/lore\.kernel\.org\/linux-mm\/.+@.+\/$/);
});

test('claims that a scenario only names are told apart', () => {
  expect(argumentsAbout({ id: 'elsewhere', claims: ['L12'] })).toMatchObject([{ claim: 'L12', decidedHere: false }]);
});

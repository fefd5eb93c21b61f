import { expect, test } from 'vitest';
import { loreLink, readClaims } from '../../harness/claims/load.ts';

const claim = (rest: string) => `L01:
  claim: c
  said:
    - { by: A, in: a@b, known: read }
  kind: fact
  wouldRefute: r
  thread: { says: holds, how: h }
${rest}`;

test('a claim with one check is a case of its own, its fixture goes into the check', () => {
  const { claims, problems } = readClaims(
    claim(
      '  fixture: claims/x\n  for: [a]\n  butNot: [b]\n  check: { all: [{ ret: ok }, { fixture: y, ret: oops }] }\n',
    ),
  );
  expect(problems).toEqual([]);
  expect(claims[0]?.cases).toEqual([
    {
      for: ['a'],
      butNot: ['b'],
      check: {
        all: [
          { fixture: 'claims/x', ret: 'ok' },
          { fixture: 'y', ret: 'oops' },
        ],
      },
    },
  ]);
});

test.each([
  ['no check', '', /`check` is missing/, 1],
  ['two things to look at', '  check: { fixture: f, see: a b, pages: c, is: 1 }\n', /see and pages/, 8],
  ['nothing to look at', '  check: { fixture: f, is: 1 }\n', /looks at nothing/, 8],
  ['nothing to compare with', '  check: { fixture: f, see: a b }\n', /`is` is missing/, 8],
  ['no scenario', '  check: { see: a b, is: 1 }\n', /`fixture` is missing/, 8],
  ['an unknown key', '  chek: { ret: ok }\n', /no key `chek`/, 8],
])('%s is told with its place', (_what, rest, message, line) => {
  const { problems } = readClaims(claim(rest));
  expect(problems[0]?.message).toMatch(message);
  expect(problems[0]?.line).toBeGreaterThanOrEqual(line as number);
  expect(problems[0]?.frame).toContain('^');
});

test('an undecidable claim needs a reason', () => {
  expect(readClaims(claim('').replace('kind: fact', 'kind: undecidable')).problems[0]?.message).toMatch(
    /`reason` is missing/,
  );
});

test('a claim that nothing would refute is a problem', () => {
  const { problems } = readClaims(claim('  check: { fixture: f, ret: ok }\n').replace('  wouldRefute: r\n', ''));
  expect(problems[0]?.message).toMatch(/`wouldRefute` is missing/);
});

test('an id that is no claim is a problem', () => {
  expect(readClaims(claim('').replace('L01', 'L71')).problems).toHaveLength(1);
});

test('a slash in a Message-ID does not end the link', () => {
  expect(loreLink('YFyoU/rk@dhcp22.suse.cz')).toBe('https://lore.kernel.org/linux-mm/YFyoU%2Frk@dhcp22.suse.cz/');
});

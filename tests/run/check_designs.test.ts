import { expect, test } from 'vitest';
import { type Design, defineDesign } from '../../harness/design.ts';
import { checkDesign } from '../../harness/run/check_designs.ts';
import { currentHunks } from '../../harness/run/hunks.ts';
import { withHunks } from '../../harness/run/update_hunks.ts';

const source = "export default defineDesign({\n  replaces: { pfn_to_online_page: 'x', nonsense: '' },\n});\n";
const design = (rest: Partial<Design>): Design =>
  ({
    ...defineDesign({
      id: 'd',
      revision: 'v1',
      title: 't',
      provenance: 'posted',
      source: {},
      on: ['linux@5.12'],
      family: 'd',
      replaces: {},
      patch: () => ({}),
    }),
    ...rest,
  }) as Design;
const codes = (rest: Partial<Design>) =>
  checkDesign({ file: 'strategies/d/v1.ts', design: design(rest) }, source).map(({ code }) => code);

const body = () => null;
const hash = currentHunks(design({ patch: () => ({ pfn_to_online_page: body }) })).get('pfn_to_online_page')!;

test('a design whose hunks were read against today’s bodies has no problem', () => {
  expect(
    codes({ replaces: { pfn_to_online_page: hash }, patch: () => ({ pfn_to_online_page: (_pfn: number) => null }) }),
  ).toEqual([]);
});

test('a hunk that was read against another body no longer applies, with its place', () => {
  const [problem] = checkDesign(
    {
      file: 'f.ts',
      design: design({ replaces: { pfn_to_online_page: 'x' }, patch: () => ({ pfn_to_online_page: body }) }),
    },
    source,
  );
  expect(problem).toMatchObject({ code: 'hunk-no-longer-applies', line: 2, column: 15 });
  expect(problem?.message).toContain('hunk no longer applies');
  expect(problem?.frame).toContain('^^^^');
});

test('a name that is no function of the base is a problem', () => {
  expect(codes({ replaces: { nonsense: '' } as never })).toEqual(['unknown-function']);
});

test('what is named has to be replaced, and what is replaced has to be named', () => {
  expect(codes({ replaces: { pfn_to_online_page: hash } })).toEqual(['not-replaced']);
  expect(codes({ patch: () => ({ pfn_to_online_page: body }) })).toEqual(['not-declared']);
});

test('a port to a base that is not there is a problem', () => {
  expect(codes({ on: ['linux@4.20' as never] })).toEqual(['unknown-base']);
});

test('a function that takes more arguments needs its callers', () => {
  const patch = () => ({
    test_pages_in_a_zone: (start: number, end: number, zone: unknown) => (start < end ? zone : null),
  });
  const current = currentHunks(design({ patch }));
  const found = checkDesign({ file: 'f.ts', design: design({ patch, replaces: Object.fromEntries(current) }) }, source);
  expect(found.map(({ code }) => code)).toEqual(['caller-left-alone']);
  expect(found[0]?.message).toContain('zoneToOffline');
});

test('a function that leaves out its last arguments does not', () => {
  const patch = () => ({ checkOnlineRange: () => 0 });
  expect(codes({ patch, replaces: Object.fromEntries(currentHunks(design({ patch }))) })).toEqual([]);
});

test('a patch that throws while it is made is told, not thrown', () => {
  expect(
    codes({
      patch: () => {
        throw new Error('no');
      },
    }),
  ).toEqual(['bad-patch']);
});

test('hashes are written where the names are, and nowhere else', () => {
  const text = withHunks(
    source,
    new Map([
      ['pfn_to_online_page', 'abc'],
      ['other', 'def'],
    ]),
  );
  expect(text).toBe("export default defineDesign({\n  replaces: { pfn_to_online_page: 'abc', nonsense: '' },\n});\n");
});

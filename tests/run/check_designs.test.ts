import { expect, test } from 'vitest';
import { type Design, defineDesign } from '../../harness/design.ts';
import { checkDesign } from '../../harness/run/check_designs.ts';
import { currentHunks } from '../../harness/run/hunks.ts';

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

test('what a module says it replaces has to be replaced', () => {
  expect(codes({ replaces: { pfn_to_online_page: hash } })).toEqual(['not-replaced']);
});

test('a module that says nothing of hashes is as good', () => {
  expect(codes({ patch: () => ({ pfn_to_online_page: body }) })).toEqual([]);
});

test('a design of strategies/ has every replaced body in the lock', () => {
  const checked = { file: 'f.ts', design: design({ patch: () => ({ pfn_to_online_page: body }) }) };
  const found = (locked: Record<string, string>) => checkDesign({ ...checked, locked }, source).map(({ code }) => code);
  expect(found({})).toEqual(['hunk-not-locked']);
  expect(found({ pfn_to_online_page: hash })).toEqual([]);
  expect(found({ pfn_to_online_page: 'x' })).toEqual(['hunk-no-longer-applies']);
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

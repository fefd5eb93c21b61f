import { expect, test } from 'vitest';
import { selectDesigns } from '../../harness/cli/select.ts';
import type { DesignListing } from '../../harness/run/designs.ts';

const listing = (id: string, isDefault: boolean, on = ['linux@5.12']) => ({ id, isDefault, on }) as DesignListing;
const all = [
  listing('unpatched', true, ['linux@5.12', 'linux@6.1']),
  listing('david@v7', false),
  listing('david@v10', true),
  listing('oscar@v5', true, ['linux@5.12', 'linux@6.1']),
];
const ids = (design: string[], more: { allRevisions?: boolean; base?: string } = {}) =>
  selectDesigns(all, { design, base: 'linux@5.12', ...more }).map(({ id }) => id);

test('without a choice the default designs run', () => {
  expect(ids([])).toEqual(['unpatched', 'david@v10', 'oscar@v5']);
});

test('--all-revisions runs them all', () => {
  expect(ids([], { allRevisions: true })).toHaveLength(4);
});

test('a glob finds every revision, in the order of the listing', () => {
  expect(ids(['oscar@*', 'david@*'])).toEqual(['david@v7', 'david@v10', 'oscar@v5']);
});

test('only designs with a port to the base run by default', () => {
  expect(ids([], { base: 'linux@6.1' })).toEqual(['unpatched', 'oscar@v5']);
});

test('a mistyped id is answered with the near ones', () => {
  expect(() => ids(['oskar@v5'])).toThrow(
    expect.objectContaining({ exit: 'noMatch', hint: expect.stringContaining('oscar@v5') }),
  );
});

test('a name without revision is answered with its revisions', () => {
  expect(() => ids(['david'])).toThrow(expect.objectContaining({ hint: 'did you mean david@v7, david@v10?' }));
});

test('a design without a port to the base says where it runs', () => {
  expect(() => ids(['david@v10'], { base: 'linux@6.1' })).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('linux@5.12') }),
  );
});

test('a base that no design knows is answered with the bases', () => {
  expect(() => ids([], { base: 'linux@6.2' })).toThrow(expect.objectContaining({ exit: 'noMatch' }));
});

test('a mend behind an id is that reading alone, and a glob each of them', async () => {
  const { listDesigns } = await import('../../harness/run/designs.ts');
  const ids = (design: string[]) => selectDesigns(listDesigns(), { design, base: 'linux@5.12' }).map(({ id }) => id);
  expect(ids(['oscar@v5+fix:altmap-on-failed-add'])).toEqual(['oscar@v5+fix:altmap-on-failed-add']);
  expect(ids(['michal@pfn-block', 'michal@pfn-block+repair:*'])).toEqual([
    'michal@pfn-block',
    'michal@pfn-block+repair:first-page-behind',
    'michal@pfn-block+repair:drops-reference',
  ]);
  expect(() => ids(['david@v6.7+fix:altmap-on-failed-add'])).toThrow('does not apply to david@v6.7');
});

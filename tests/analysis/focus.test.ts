import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { fileOptions } from '../../harness/analysis/focus.ts';
import { renderMail } from '../../harness/render/mail.ts';
import { renderMarkdown } from '../../harness/render/markdown.ts';
import { renderPretty } from '../../harness/render/pretty/pretty.ts';
import type { FeatureOffException, Report } from '../../harness/types/report.ts';
import { faultIn } from '../fault_in.ts';
import { sampleDesign, sampleReport, sampleRun } from '../sample_report.ts';

const designs = [
  sampleDesign('unpatched', { provenance: 'release' }),
  sampleDesign('good'),
  sampleDesign('bad'),
  sampleDesign('mine', { file: './mine.ts' }),
];
const faults = [
  faultIn('worst', ['bad'], 'crash'),
  faultIn('theirs', ['good', 'bad'], 'hygiene'),
  faultIn('loses', ['mine'], 'data loss', [], {
    seen: [{ fixture: 'span/one', design: 'mine', step: 0, invariants: ['a/b'] }],
  }),
  faultIn('leaks', ['mine', 'bad'], 'hygiene'),
];
const report: Report = {
  ...(await sampleReport((fixture, design) => sampleRun(fixture.id, design), ['span/one'], designs)),
  faults,
};
const screen = { color: false, columns: 100, all: false };

test('the first sentence is about the design from a file: its place, its faults, its worst', () => {
  // Behind the one that loses nothing, before the one that crashes.
  expect(analyse(report).recommendation.answer[0]).toBe(
    'mine (posted) is in place 2 of 3: 2 faults: 1 data loss, 1 hygiene; 1 its own, 1 inherited; the worst: ' +
      'loses() does what it must not (data loss, in 1 fixture).',
  );
});

test('the recommendation follows as it is without', () => {
  const bundled = { ...report, header: { ...report.header, designs: designs.map(({ file: _, ...one }) => one) } };
  expect(analyse(report).recommendation.answer.slice(1)).toEqual(analyse(bundled).recommendation.answer);
  expect(analyse(report).recommendation.take).toEqual(['good']);
});

test('the table of faults begins with its column and its faults', () => {
  const text = renderPretty(analyse(report), screen);
  const heads = text
    .split('\n')
    .filter((line) => /^\s*(│ {2})*(mine|good|bad|unpatched)( |$)/.test(line) && !/places?/.test(line));
  expect(heads.map((line) => /[a-z]+/.exec(line)?.[0])).toEqual(['mine', 'good', 'bad', 'unpatched']);
  const order = [...text.matchAll(/ {2}(worst|theirs|loses|leaks)\(\) does/g)].map(([, name]) => name);
  expect(order).toEqual(['loses', 'leaks', 'worst', 'theirs']);
});

test('what the others have stands apart, by class', () => {
  const text = renderPretty(analyse(report), screen);
  expect([...text.matchAll(/^(mine|others): .*$/gm)].map(([line]) => line.split(': ').slice(0, 2).join(': '))).toEqual([
    'mine: data loss',
    'mine: hygiene',
    'others: crash',
    'others: hygiene',
  ]);
});

test('markdown and mail go the same way', () => {
  const markdown = renderMarkdown(analyse(report), { all: false });
  expect(markdown).toContain('| consequence | fault | mine | good | bad | unpatched |');
  expect(markdown.indexOf('loses()')).toBeLessThan(markdown.indexOf('worst()'));
  const mail = renderMail(analyse(report));
  expect(mail.split('\n')[2]).toMatch(/^mine \(posted\) is in place 2 of 3/);
  expect([...mail.matchAll(/^\* (\w+)\(\)/gm)].map(([, name]) => name)).toEqual(['loses', 'leaks', 'theirs', 'worst']);
});

test('commands to type next run the file again', () => {
  const text = renderPretty(analyse(report), screen);
  expect(text).toContain('$ npx mhp-compare explain x/loses/what --design ./mine.ts\n');
  const odd = { ...report.header, designs: [sampleDesign('mine', { file: './my own.ts' })] };
  expect(fileOptions(odd)).toBe(" --design './my own.ts'");
});

const differing = (fixture: string, what: string, replaced: string[], design = 'mine'): FeatureOffException => {
  return { fixture, design, step: 0, what, reference: 0, value: 1, replaced };
};
const off = (...exceptions: FeatureOffException[]) =>
  analyse({ ...report, featureOff: { compared: 12, different: exceptions.length, exceptions } }).featureOff;

test('with the feature off its consequences of one hunk are one cause', () => {
  const { groups, brief } = off(
    differing('span/one', 'zone.isolated 0:Movable', ['mm/a:wrong', 'mm/b:fine']),
    differing('span/two', 'zone.isolated 0:Movable', ['mm/a:wrong']),
    differing('span/three', 'zone.present 0:Movable', ['mm/a:wrong', 'mm/c:fine']),
  );
  expect(groups.map(({ text }) => text)).toEqual([
    'mine: zone.isolated 0:Movable is 1, not 0, and 1 other consequence, ' +
      'in span/one step 1, span/two step 1, span/three step 1 (hunk: mm/a:wrong)',
  ]);
  expect(brief).toContain('mine in 3 fixtures (mm/a:wrong)');
});

test('with the feature off what no common function explains is another cause', () => {
  const { groups } = off(
    differing('span/one', 'ret 1', ['mm/a:wrong']),
    differing('span/two', 'ret 1', ['mm/a:wrong']),
    differing('span/three', 'ret 1', ['mm/b:wrong']),
  );
  expect(groups.map(({ hunk, fixtures }) => [hunk, fixtures.length])).toEqual([
    [['mm/a:wrong'], 2],
    [['mm/b:wrong'], 1],
  ]);
});

test('with the feature off the other designs are told as without it, behind it', () => {
  const { groups } = off(
    differing('span/one', 'ret 1', ['mm/c:theirs'], 'bad'),
    differing('span/two', 'ret 1', ['mm/c:theirs'], 'bad'),
    differing('span/one', 'ret 1', ['mm/a:wrong']),
  );
  expect(groups.map(({ designs: ids }) => ids)).toEqual([['mine'], ['bad']]);
});

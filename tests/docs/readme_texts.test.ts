import { expect, test } from 'vitest';
// @ts-expect-error a script of the build, in plain JavaScript
import { mailPage, withAnswer } from '../../.ci/readme_texts.js';

const answer = ['Take a.', 'Its best rival is b.'];
const table = ['  a  takes fixtures', 'crash', ...Array.from({ length: 30 }, (_, at) => `  fault ${at}`)];
const screen = ['5 designs', answer.join('\n'), 'Feature off: nothing', table.join('\n'), '$ next'].join('\n\n');
const page = 'before\n<!-- compare -->\nold\n<!-- /compare -->\nafter\n';

test('between the markers stand the answer and the head of the table, in 15 lines', () => {
  const text: string = withAnswer(page, screen);
  const [, block = ''] = /```text\n(.*?)\n```/s.exec(text) ?? [];
  const lines = block.split('\n');
  // 2 lines of the answer, a blank one, 11 of the table, and the dots.
  expect(lines).toEqual([...answer, '', ...table.slice(0, 11), '...']);
  expect(text).toMatch(/^before\n<!-- compare -->.*<!-- \/compare -->\nafter\n$/s);
});

test('done twice it is the same', () => {
  const once = withAnswer(page, screen);
  expect(withAnswer(once, screen)).toBe(once);
});

test('a page without markers is refused', () => {
  expect(() => withAnswer('no markers', screen)).toThrow('<!-- compare -->');
});

test('the page of the mail has the mail as it is', () => {
  expect(mailPage('a\n\nb\n')).toContain('```text\na\n\nb\n```\n');
});

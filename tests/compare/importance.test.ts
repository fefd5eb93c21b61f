import { expect, test } from 'vitest';
import { byImportance } from '../../harness/compare/importance.ts';
import type { ConsequenceClass } from '../../harness/types/result.ts';

const wrong = (name: ConsequenceClass, where: string) => ({ class: name, where });

/** `field key` of the differences, in the order told. */
const order = (differences: readonly string[], ...violations: ReturnType<typeof wrong>[]): string[] =>
  byImportance(
    differences.map((text) => {
      const [field = '', key = ''] = text.split(' ');
      return { field, key };
    }),
    violations,
  ).map(({ field, key }) => `${field} ${key}`);

test('what user space reads comes before what is the kernel’s own affair', () => {
  expect(order(['page.link 0+64', 'zone.present 0:Normal'])).toEqual(['zone.present 0:Normal', 'page.link 0+64']);
});

test('what a violation names comes before what user space reads elsewhere', () => {
  expect(order(['zone.present 0:Normal', 'page.link 0+64'], wrong('hygiene', 'pages 8+8'))).toEqual([
    'page.link 0+64',
    'zone.present 0:Normal',
  ]);
});

test('of what violations name the graver comes first', () => {
  const found = order(
    ['zone.spanned 0:Normal', 'section.flags 48+1'],
    wrong('hygiene', 'zone 0:Normal'),
    wrong('crash', 'sections 48+4'),
  );
  expect(found[0]).toBe('section.flags 48+1');
});

test('pages beside those that a violation names are not named by it', () => {
  expect(order(['page.link 0+8', 'block.state 3'], wrong('crash', 'pages 8+8'))[0]).toBe('block.state 3');
});

test('a section is not taken for a page of the same number', () => {
  expect(order(['section.flags 8+1', 'block.state 3'], wrong('crash', 'pages 8+8'))[0]).toBe('block.state 3');
});

test('look-ups that the observer makes come last', () => {
  expect(order(['lookups pfn_to_online_page', 'zone.contiguous 0:Normal'])[0]).toBe('zone.contiguous 0:Normal');
});

test('what is equally important stays in its order', () => {
  const same = ['zone.start 0:Normal', 'zone.spanned 0:Normal', 'zone.present 0:Normal'];
  expect(order(same)).toEqual(same);
});

import { beforeAll, expect, test } from 'vitest';
import { type Checkout, copyCheckout } from './checkout.ts';

let copy: Checkout;
beforeAll(() => {
  copy = copyCheckout();
});

test('unchanged sources are not compiled again', () => {
  expect(copy.run('list', 'designs').stderr).toBe('');
});

test('an edit of a line in a strategy shows at the next run, which says that it compiles', () => {
  copy.edit('strategies/oscar/v5.ts', (text) => text.replace(/title: '/, "title: 'Edited: "));
  const { stdout, stderr } = copy.run('list', 'designs');
  expect(stdout).toContain('Edited: ');
  expect(stderr).toContain('compiling');
});

test('a design that does not compile stops the run with 78 and the place', () => {
  copy.edit('strategies/oscar/v5.ts', (text) => `${text}\nconst wrong: number = 'text';\n`);
  const { code, stdout, stderr } = copy.run('compare');
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr).toContain('strategies/oscar/v5.ts(');
});

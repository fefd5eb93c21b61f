import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../harness/corpus/arithmetic.ts';

const letters: Record<string, number> = { N: 32768, V: 512, S: 1572864, 'd0[1]': 1605632 };
const value = (text: string): number => evaluate(text, (name) => letters[name], Object.keys(letters));

test.each([
  ['N - V', 32256],
  ['2 * N + V', 66048],
  ['2 * (N + V)', 66560],
  ['N - V - V', 31744],
  ['N / V / 2', 32],
  ['-V + N', 32256],
  ['d0[1] - S', 32768],
  ['48', 48],
  ['0x10', 16],
  ['  7 ', 7],
])('%s is %i', (text, expected) => expect(value(text)).toBe(expected));

test.each([
  '',
  'N +',
  '(N',
  'N)',
  'N N',
  '2N',
  'N ** 2',
  'N / 0',
  'N / 3',
  'x',
  'N; 1',
  '1.5',
  'constructor',
  '9007199254740993 * 9',
])('`%s` is refused', (text) => expect(() => value(text)).toThrow(expect.objectContaining({ code: 'bad-arithmetic' })));

type Tree = number | { op: '+' | '-' | '*'; left: Tree; right: Tree };
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.nat(99),
    fc.record({ op: fc.constantFrom('+', '-', '*'), left: tie('tree'), right: tie('tree') }) as fc.Arbitrary<Tree>,
  ),
}));
const print = (node: Tree): string =>
  typeof node === 'number' ? String(node) : `(${print(node.left)} ${node.op} ${print(node.right)})`;
const compute = (node: Tree): number => {
  if (typeof node === 'number') return node;
  const [left, right] = [compute(node.left), compute(node.right)];
  return node.op === '+' ? left + right : node.op === '-' ? left - right : left * right;
};

test('an expression has the value of its tree', () => {
  fc.assert(
    fc.property(tree, (node) => {
      expect(value(print(node)) + 0).toBe(compute(node) + 0);
    }),
  );
});

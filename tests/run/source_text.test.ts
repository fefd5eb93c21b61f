import { expect, test } from 'vitest';
import { functionIn, tokensOf } from '../../harness/run/source_text.ts';

const text = (source: string, name = 'f') => functionIn(tokensOf(source), name)?.join(' ');

test('layout, comments and the comma at the end of a list are no part of a text', () => {
  expect(tokensOf('{ f(a, b,) {\n  // why\n  return [a, /* and */ b,];\n} }')).toEqual(
    tokensOf('{f(a,b){return [a,b];}}'),
  );
});

test.each([
  ['a method', '({ f(a) { return a; }, g() {} })', 'f ( a ) { return a ; }'],
  ['a method with a type', '({ f(a: number): number { return a; } })', 'f ( a : number ) : number { return a ; }'],
  ['an arrow', '({ f: (a) => a + 1, g: 2 })', 'f : ( a ) => a + 1'],
  ['an arrow with a body, the last', '({ g: 2, f: (a) => { g(a, 1); } })', 'f : ( a ) => { g ( a , 1 ) ; }'],
])('%s of an object is found, and nothing behind it', (_what, source, found) => {
  expect(text(source)).toBe(found);
});

test('neither a signature nor a call is a definition', () => {
  expect(text('interface I { f(a: number): void; }')).toBeUndefined();
  expect(text('({ g() { f(1); h({ k }, f(2)); } })')).toBeUndefined();
});

test('the outermost of two is the one that is meant', () => {
  expect(text("({ g() { return hunk('g', { f: () => 1 }); }, f: () => 2 })")).toBe('f : ( ) => 2');
});

test('brackets in strings and templates do not count', () => {
  const body = `return '}' + "{" + ${'`'}}(${'`'} ;`;
  expect(text(`({ f() { ${body} }, g: 1 })`)).toBe(`f ( ) { ${body} }`);
});

import { Complaint } from './problem.ts';

/** Value of a name such as `N` or `d0[1]`; undefined where there is no such name. */
export type Lookup = (name: string) => number | undefined;

const token = /\s*(?:(\d+)|([A-Za-z]\w*(?:\[\d+\])?)|([-+*/()]))/y;
const longest = 200;

/**
 * Value of an expression of integers, names, `+ - * /` and parentheses. Nothing is evaluated but that: a recursive
 * descent over at most 200 characters. Throws `bad-arithmetic`, also for a division with a remainder: pages are whole.
 */
export function evaluate(text: string, lookup: Lookup, names: readonly string[] = []): number {
  const fail = (what: string, hint: string): never => {
    throw new Complaint('bad-arithmetic', `${what} in \`${text.slice(0, longest)}\``, hint);
  };
  if (text.length > longest) fail('too much arithmetic', `keep it below ${longest} characters`);
  const tokens: string[] = [];
  token.lastIndex = 0;
  const trimmed = text.trimEnd();
  while (token.lastIndex < trimmed.length) {
    const at = token.lastIndex;
    const match = token.exec(trimmed);
    if (!match)
      return fail(`\`${trimmed.slice(at).trim()[0]}\``, 'integers, names, + - * / and parentheses are understood');
    tokens.push(match[0].trim());
  }
  let next = 0;
  const primary = (): number => {
    const word = tokens[next++];
    if (word === undefined)
      return fail('something is missing at the end', 'write a number or a name after the operator');
    if (word === '-') return -primary();
    if (word === '(') {
      const value = sum();
      if (tokens[next++] !== ')') fail('a parenthesis is not closed', 'add `)`');
      return value;
    }
    if (/^\d/.test(word)) return Number(word);
    if (!/^[A-Za-z]/.test(word))
      return fail(`\`${word}\` where a number or a name should be`, 'remove it, or write what it works on');
    return lookup(word) ?? fail(`no value for \`${word}\``, `names known here: ${names.join(', ') || 'none'}`);
  };
  const product = (): number => {
    let value = primary();
    while (tokens[next] === '*' || tokens[next] === '/') {
      const divide = tokens[next++] === '/';
      const right = primary();
      if (divide && (right === 0 || value % right !== 0))
        fail(`${value} / ${right} is not whole`, 'pages and pfns are whole numbers');
      value = divide ? value / right : value * right;
    }
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[next] === '+' || tokens[next] === '-')
      value = tokens[next++] === '+' ? value + product() : value - product();
    return value;
  };
  const value = sum();
  if (next < tokens.length) fail(`\`${tokens[next]}\` is left over`, 'join the parts with + - * or /');
  if (!Number.isSafeInteger(value)) fail('the value is too large', 'values must stay below 2^53');
  return value;
}

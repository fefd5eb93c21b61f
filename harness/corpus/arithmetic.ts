import { Complaint } from './problem.ts';

/** Value of a name such as `N` or `d0[1]`; undefined where there is no such name. */
export type Lookup = (name: string) => number | undefined;

/** A number, and whether it counts pages: a pfn does too, from pfn 0 on. */
export interface Quantity {
  value: number;
  pages: boolean;
}

/** What a written number and the word after it stand for, `2 MiB`; undefined where the word is no unit. */
export type UnitOf = (number: number, unit: string) => Quantity | undefined;
/** What a word and the number after it stand for, `pfn 458752`; undefined where the word takes no number. */
export type PlaceOf = (word: string, number: number) => Quantity | undefined;

/** How the names and numbers of an expression are read. Names count pages; bare numbers are factors. */
export interface Words {
  lookup: Lookup;
  /** For the hint about a name that is not there. */
  names: readonly string[];
  unitOf?: UnitOf;
  placeOf?: PlaceOf;
  /** Told of a sum of pages and a bare number, before it is made. */
  mixed?(bare: number): never;
}

const token = /\s*(?:(0x[0-9A-Fa-f]+\b|\d+)|([A-Za-z]\w*(?:\[\d+\])?)|([-+*/()]))/y;
const longest = 200;
const isNumber = (word: string | undefined): word is string => word !== undefined && /^\d/.test(word);

/**
 * An expression of integers, names, `+ - * /` and parentheses, and of numbers with units where `words` has some. Nothing
 * is evaluated but that: a recursive descent over at most 200 characters. Throws `bad-arithmetic`, also for a division
 * with a remainder: pages are whole.
 */
export function compute(text: string, words: Words): Quantity {
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
  const named = (word: string): Quantity => {
    const number = tokens[next];
    const place = isNumber(number) ? words.placeOf?.(word, Number(number)) : undefined;
    if (place) next++;
    const value = place ?? words.lookup(word);
    if (value === undefined)
      return fail(`no value for \`${word}\``, `names known here: ${words.names.join(', ') || 'none'}`);
    return typeof value === 'number' ? { value, pages: true } : value;
  };
  const primary = (): Quantity => {
    const word = tokens[next++];
    if (word === undefined)
      return fail('something is missing at the end', 'write a number or a name after the operator');
    if (word === '-') {
      const { value, pages } = primary();
      return { value: -value, pages };
    }
    if (word === '(') {
      const value = sum();
      if (tokens[next++] !== ')') fail('a parenthesis is not closed', 'add `)`');
      return value;
    }
    if (isNumber(word)) {
      const measured = words.unitOf?.(Number(word), tokens[next] ?? '');
      if (measured) next++;
      return measured ?? { value: Number(word), pages: false };
    }
    if (!/^[A-Za-z]/.test(word))
      return fail(`\`${word}\` where a number or a name should be`, 'remove it, or write what it works on');
    return named(word);
  };
  const product = (): Quantity => {
    let left = primary();
    while (tokens[next] === '*' || tokens[next] === '/') {
      const divide = tokens[next++] === '/';
      const right = primary();
      if (divide && (right.value === 0 || left.value % right.value !== 0))
        fail(`${left.value} / ${right.value} is not whole`, 'pages and pfns are whole numbers');
      left = divide
        ? { value: left.value / right.value, pages: left.pages && !right.pages }
        : { value: left.value * right.value, pages: left.pages || right.pages };
    }
    return left;
  };
  const sum = (): Quantity => {
    let left = product();
    while (tokens[next] === '+' || tokens[next] === '-') {
      const add = tokens[next++] === '+';
      const right = product();
      if (left.pages !== right.pages) {
        const bare = left.pages ? right.value : left.value;
        if (bare !== 0) words.mixed?.(bare);
      }
      left = { value: add ? left.value + right.value : left.value - right.value, pages: left.pages || right.pages };
    }
    return left;
  };
  const whole = sum();
  if (next < tokens.length) fail(`\`${tokens[next]}\` is left over`, 'join the parts with + - * or /');
  if (!Number.isSafeInteger(whole.value)) fail('the value is too large', 'values must stay below 2^53');
  return whole;
}

/** The number that an expression over names has, whatever it counts. */
export const evaluate = (text: string, lookup: Lookup, names: readonly string[] = []): number =>
  compute(text, { lookup, names }).value;

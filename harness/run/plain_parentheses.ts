/**
 * Parentheses that change nothing are kept by one compiler and dropped by another. Here they are dropped, by the
 * precedence of the operators inside and beside them.
 */

const levels: readonly (readonly string[])[] = [
  [','],
  ['=>', '=', '+=', '-=', '*=', '/=', '%=', '**=', '<<=', '>>=', '>>>=', '&=', '|=', '^=', '&&=', '||=', '??=', '...'],
  ['?', ':'],
  ['||', '??'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!=', '===', '!=='],
  ['<', '>', '<=', '>=', 'in', 'instanceof'],
  ['<<', '>>', '>>>'],
  ['+', '-'],
  ['*', '/', '%'],
  ['**'],
];
const level = new Map(levels.flatMap((operators, index) => operators.map((operator) => [operator, index] as const)));
const unary = levels.length;
const postfix = unary + 1;
const highest = postfix + 1;
const prefixes = new Set(['!', '~', 'typeof', 'void', 'await', 'delete', '++', '--']);
/** Words after which a parenthesis groups; after any other word it calls or belongs to a statement. */
const wordsBeforeGroup = new Set([
  'return',
  'typeof',
  'void',
  'await',
  'throw',
  'case',
  'in',
  'of',
  'instanceof',
  'else',
  'delete',
]);

const isWord = (token: string | undefined): boolean => token !== undefined && /^[\w$]/.test(token);
const isOperand = (token: string | undefined): boolean =>
  token === ')' ||
  token === ']' ||
  token === '}' ||
  (token !== undefined && /^[\w$"`]/.test(token) && !wordsBeforeGroup.has(token));

function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if ('([{'.includes(tokens[at]!)) depth++;
    else if (')]}'.includes(tokens[at]!) && --depth === 0) return at;
  }
  return -1;
}

/** How loosely the text between two tokens hangs together: the level of its weakest operator. */
function weakest(tokens: readonly string[], from: number, to: number): number {
  let least = highest;
  let depth = 0;
  for (let at = from; at < to; at++) {
    const token = tokens[at]!;
    if (')]}'.includes(token)) depth--;
    if (depth === 0) {
      const operand = at > from && isOperand(tokens[at - 1]);
      if (prefixes.has(token) || ((token === '-' || token === '+') && !operand)) least = Math.min(least, unary);
      else if (level.has(token)) least = Math.min(least, level.get(token)!);
    }
    if ('([{'.includes(token)) depth++;
  }
  return least;
}

function needed(tokens: readonly string[], open: number, close: number): boolean {
  const before = tokens[open - 1];
  const after = tokens[close + 1];
  if (isWord(before) ? !wordsBeforeGroup.has(before!) : before === ')' || before === ']' || before?.startsWith('`'))
    return true;
  if (after === '=>' || before === '?.' || close === open + 1 || before === undefined) return true;
  // An object literal in front of which a statement or a body could begin.
  if (tokens[open + 1] === '{') return true;
  const inside = weakest(tokens, open + 1, close);
  const left =
    before !== undefined && prefixes.has(before)
      ? unary
      : (before === '-' || before === '+') && !isOperand(tokens[open - 2])
        ? unary
        : (level.get(before ?? '') ?? -1);
  const right =
    after === '.' || after === '?.' || after === '[' || after === '(' || after?.startsWith('`')
      ? postfix
      : (level.get(after ?? '') ?? -1);
  if (inside === highest) return false;
  // What stands first in a list or behind an assignment or arrow may be as loose as one.
  const leftOk = inside > left || (inside === left && left === 1);
  const rightOk = inside >= right || right === 0;
  const mixes = (before === '??' || after === '??' || before === '||' || after === '||') && inside === level.get('||');
  return mixes || !leftOk || !rightOk || inside === 0;
}

/** The same tokens without parentheses that the grammar does not need. */
export function withoutPlainParentheses(tokens: readonly string[]): string[] {
  const result = [...tokens];
  for (let open = 0; open < result.length; open++) {
    if (result[open] !== '(') continue;
    const close = closing(result, open);
    if (close < 0 || needed(result, open, close)) continue;
    result.splice(close, 1);
    result.splice(open, 1);
    open--;
  }
  return result;
}

/** Functions as they are written in a TypeScript file, found by a look at its tokens: no compiler is asked. */

const token =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(`(?:\\[\s\S]|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|[A-Za-z_$][\w$]*|\d[\w.]*|=>|[^\s])/gy;

/** Tokens without space and comments, and without the commas that a formatter puts at the end of a list. */
export function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(source); match?.[0]; match = token.exec(source)) {
    const [, text] = match;
    if (text === undefined) continue;
    if (/^[)\]}]$/.test(text) && tokens.at(-1) === ',') tokens.pop();
    tokens.push(text);
  }
  return tokens;
}

const opens = (text: string | undefined): boolean => text === '(' || text === '[' || text === '{';
const closes = (text: string | undefined): boolean => text === ')' || text === ']' || text === '}';

/** The place behind the bracket that closes the one at `open`. */
export function behindBrackets(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (opens(tokens[at])) depth++;
    else if (closes(tokens[at]) && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** Where the definition of a property ends that begins at `start`: undefined for a signature, which has no body. */
function endOfDefinition(tokens: readonly string[], start: number): number | undefined {
  const method = tokens[start + 1] === '(';
  for (let at = start + 1; at < tokens.length; ) {
    const text = tokens[at];
    if (text === ';') return undefined;
    if (method && text === '{') return behindBrackets(tokens, at);
    if (!method && (text === ',' || closes(text))) return at;
    at = opens(text) ? behindBrackets(tokens, at) : at + 1;
  }
  return undefined;
}

/** The tokens of the function that an object literal defines under a name, the outermost where there are several. */
export function functionIn(tokens: readonly string[], name: string): readonly string[] | undefined {
  const open: string[] = [];
  let found: { depth: number; start: number; end: number } | undefined;
  for (let at = 0; at < tokens.length; at++) {
    const text = tokens[at] as string;
    if (opens(text)) open.push(text);
    else if (closes(text)) open.pop();
    else if (
      text === name &&
      open.at(-1) === '{' &&
      (tokens[at - 1] === '{' || tokens[at - 1] === ',' || tokens[at - 1] === '}') &&
      (tokens[at + 1] === '(' || tokens[at + 1] === ':') &&
      !(found && found.depth <= open.length)
    ) {
      const end = endOfDefinition(tokens, at);
      if (end !== undefined) found = { depth: open.length, start: at, end };
    }
  }
  return found && tokens.slice(found.start, found.end);
}

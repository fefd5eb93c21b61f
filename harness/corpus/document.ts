import {
  type Alias,
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { frame } from './frame.ts';
import type { Complaint, DocPath, Problem, ProblemCode } from './problem.ts';

/** A scenario is a page of text; what is larger was not written by a reviewer. */
const largestFile = 256 * 1024;

/** A file's text, parsed, with the means to say where something stands in it. */
export interface SourceDocument {
  /** The plain value; undefined when there are problems. */
  value: unknown;
  problems: Problem[];
  /** A complaint at its place in the file. */
  problemOf(complaint: Complaint): Problem;
  /** 1-based line and column of the value (or its key) at a path. */
  place(path: DocPath, on?: 'key' | 'value'): { line: number; column: number };
}

const yamlHints: Record<string, [code: ProblemCode, hint: string]> = {
  DUPLICATE_KEY: ['duplicate-key', 'keep one of the two'],
  MULTIPLE_DOCS: ['yaml-syntax', 'one scenario a file: remove the `---` and what follows it'],
  TAB_AS_INDENT: ['yaml-syntax', 'indent with spaces'],
  BAD_INDENT: ['yaml-syntax', 'line up the keys of one map in one column'],
  BAD_ALIAS: ['alias-forbidden', 'write the value out'],
  TAG_RESOLVE_FAILED: ['yaml-syntax', 'remove the tag: plain numbers, words, lists and maps are enough'],
};

const quoteHint = 'quote text that holds `: `, `#`, `[`, `{` or starts with `*`, `&`, `!`, `@`';
const indexHint =
  'between [ ] or { } a reference with an index needs quotes; or write `d0[1], d2` without the brackets';

/** Source range of what stands at `path`, of its nearest parent where it is missing. */
function rangeAt(root: Node | null, path: DocPath, on: 'key' | 'value'): [number, number] {
  let node: Node | null = root;
  let key: Node | null = null;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair || !isPair(pair)) break;
      key = isNode(pair.key) ? pair.key : null;
      node = isNode(pair.value) ? pair.value : key;
    } else if (isSeq(node) && isNode(node.items[Number(step)])) {
      key = null;
      node = node.items[Number(step)] as Node;
    } else break;
  }
  const range = (on === 'key' && key ? key : node)?.range;
  return range ? [range[0], range[1]] : [0, 0];
}

/**
 * Parses one YAML 1.2 document strictly: unique keys, no aliases, no tags, at most 256 KiB. Never throws for what is in
 * the text. `file` is what problems call it.
 */
export function readDocument(text: string, file: string): SourceDocument {
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problem = (code: ProblemCode, message: string, hint: string, from: number, to: number): Problem => {
    const { line, column } = at(from);
    const cut = text
      .slice(from, Math.max(from + 1, to))
      .split('\n')[0]!
      .trimEnd();
    return { code, file, line, column, message, hint, frame: frame(text, line, column, cut.length) };
  };
  const syntaxProblem = ({ code: yamlCode, message, pos }: YAMLError): Problem => {
    const [code, hint] = yamlHints[yamlCode] ?? ['yaml-syntax', quoteHint];
    const line = text.split('\n', at(pos[0]).line).at(-1) ?? '';
    const what =
      code === 'duplicate-key'
        ? `\`${/^[^:\n]*/.exec(text.slice(pos[0]))?.[0].trim()}\` is there twice in one map`
        : /call stack/.test(message)
          ? 'nested too deeply'
          : (message.split('\n')[0] ?? '').replace(/[.:]$/, '');
    if (what === 'nested too deeply')
      return problem(code, what, 'a scenario needs no more than five levels', pos[0], pos[1]);
    return problem(code, what, code === 'yaml-syntax' && /\w\[/.test(line) ? indexHint : hint, pos[0], pos[1]);
  };
  let doc: Document.Parsed | undefined;
  const source: SourceDocument = {
    value: undefined,
    problems,
    problemOf: (complaint) => {
      const [from, to] = rangeAt(doc?.contents ?? null, complaint.path, complaint.on);
      return problem(complaint.code, complaint.message, complaint.hint, from, to);
    },
    place: (path, on = 'value') => at(rangeAt(doc?.contents ?? null, path, on)[0]),
  };
  if (text.length > largestFile) {
    const size = `${Math.ceil(text.length / 1024)} KiB`;
    problems.push({
      code: 'file-too-large',
      file,
      line: 1,
      column: 1,
      message: `${size} of text, at most ${largestFile / 1024} KiB are read`,
      hint: 'split it into scenarios of one page each',
      frame: '',
    });
    return source;
  }
  try {
    doc = parseDocument(text, {
      strict: true,
      uniqueKeys: true,
      lineCounter: lines,
      prettyErrors: false,
      schema: 'core',
      logLevel: 'error',
    });
    // What follows the first error is mostly its echo.
    const error = doc.errors[0] ?? doc.warnings[0];
    if (error) problems.push(syntaxProblem(error));
    const aliases: Alias[] = [];
    visit(doc, { Alias: (_key, alias) => void aliases.push(alias) });
    const [alias] = aliases;
    if (alias) {
      const [from, to] = alias.range ?? [0, 1];
      const more = aliases.length > 1 ? `, the first of ${aliases.length}` : '';
      const hint = 'write the value out: a reader should not have to look elsewhere in the file';
      problems.push(problem('alias-forbidden', `alias \`*${alias.source}\`${more}`, hint, from, to));
    }
    if (problems.length === 0) source.value = doc.toJS({ maxAliasCount: 0 });
  } catch (error) {
    const deep = error instanceof RangeError ? 'nested too deeply' : String(error);
    problems.push(problem('yaml-syntax', deep, 'a scenario needs no more than five levels', 0, 1));
  }
  if (problems.length === 0 && (source.value === null || source.value === undefined)) {
    problems.push({
      code: 'empty-file',
      file,
      line: 1,
      column: 1,
      message: 'nothing but space and comments',
      hint: 'start with `title:`, `machine:` and `steps:`; copy a scenario next to it',
      frame: '',
    });
  }
  return source;
}

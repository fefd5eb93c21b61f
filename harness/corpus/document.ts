import {
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
} from 'yaml';
import { frame } from './frame.ts';
import type { Complaint, DocPath, Problem, ProblemCode } from './problem.ts';

/** A scenario is a page of text; what is larger was not written by a reviewer. */
export const largestFile = 256 * 1024;

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
      logLevel: 'silent',
    });
    for (const error of [...doc.errors, ...doc.warnings]) {
      const [code, hint] = yamlHints[error.code] ?? [
        'yaml-syntax',
        'quote text that holds `: `, `#`, `[`, `{` or starts with `*`, `&`, `!`, `@`',
      ];
      problems.push(
        problem(code, (error.message.split('\n')[0] ?? '').replace(/[.:]$/, ''), hint, error.pos[0], error.pos[1]),
      );
    }
    visit(doc, {
      Alias: (_key, alias) => {
        const [from, to] = alias.range ?? [0, 1];
        problems.push(
          problem(
            'alias-forbidden',
            `alias \`*${alias.source}\``,
            'write the value out: a reader should not have to look elsewhere in the file',
            from,
            to,
          ),
        );
        return problems.length > 5 ? visit.BREAK : undefined;
      },
    });
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

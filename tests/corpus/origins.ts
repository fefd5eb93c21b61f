/** Where the expected values of a scenario say they come from: what stands beside each, read from the file's text. */
import { isMap, isScalar, Lexer, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { errnos } from '../../harness/kernel/include/errno.ts';

/** `# recorded: cloud61/basic_mom1`, or `# mm/memory_hotplug.c:online_pages@v5.12`; several with commas, prose after `;`. */
export type Origin = { recording: string } | { file: string; function: string; version: string };

/** What a step is expected to show in one field: `ret` for what it returned. */
export interface Stated {
  /** 0-based. */
  step: number;
  field: string;
  /** As written: `ok`, 0, `BOOT0 + N`. */
  values: (string | number | boolean)[];
  /** 1-based, of the field. */
  line: number;
  /** Beside the values, or beside `expect:` for all that it holds. */
  origins: Origin[];
  /** What the comment says besides. */
  words: string;
}

const recorded = /^recorded: ([\w.-]+\/[\w.-]+)$/;
const kernelLine = /^([\w/.-]+\.[chS]):(\w+)@(v\d+\.\d+)$/;

/** The origins of a comment without its `#`; none where it is prose alone. */
export function originsOf(comment: string): Origin[] {
  const [names = ''] = comment.split(';');
  return names.split(',').flatMap((part): Origin[] => {
    const text = part.trim();
    const [, recording] = recorded.exec(text) ?? [];
    if (recording !== undefined) return [{ recording }];
    const [, file, name, version] = kernelLine.exec(text) ?? [];
    return file !== undefined ? [{ file, function: name!, version: version! }] : [];
  });
}

/**
 * Arithmetic over the machine says by itself where it comes from; a bare number, a word and an errno do not, nor does a
 * number of more than three digits, which is the result of some other arithmetic.
 */
export const isArithmetic = (value: string | number | boolean): boolean =>
  typeof value === 'string' &&
  !Object.hasOwn(errnos, value) &&
  value.split(/[\s()*/+-]+/).every((name) => /^(?:|\d{1,3}|[A-Z]+\d*|d\d+(?:\[\d+\])?)$/.test(name)) &&
  /[A-Z]|d\d/.test(value);

/** Comments by 1-based line. */
function commentsOf(text: string): Map<number, string> {
  const found = new Map<number, string>();
  let line = 1;
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    // A scalar is announced by a control character, and may start with `#` too.
    if (lexeme.startsWith('#') && before !== '\x1f') found.set(line, lexeme.slice(1).trim());
    line += lexeme.split('\n').length - 1;
    before = lexeme;
  }
  return found;
}

const valuesOf = (node: unknown): (string | number | boolean)[] => {
  if (isScalar(node)) return [node.value as string | number | boolean];
  return isMap(node) ? node.items.flatMap(({ value }) => valuesOf(value)) : [];
};

/** All expected values of a scenario's text, which must be a readable one. */
export function readOrigins(text: string): Stated[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const comments = commentsOf(text);
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const between = (from: number, to: number): Pick<Stated, 'origins' | 'words'> => {
    const beside = [...comments].filter(([line]) => from <= line && line <= to).map(([, comment]) => comment);
    const words = beside.map((comment) =>
      comment
        .split(';')
        .slice(originsOf(comment).length > 0 ? 1 : 0)
        .join(';'),
    );
    return { origins: beside.flatMap(originsOf), words: words.join(' ').trim() };
  };
  const steps = document.get('steps') as { items: Node[] };
  return steps.items.flatMap((item, step) => {
    const pair = isMap(item) ? item.items.find(({ key }) => isScalar(key) && key.value === 'expect') : undefined;
    if (!pair) return [];
    const head = lineAt((pair.key as Node).range![0]);
    const ofAll = between(head, head);
    const say = (field: string, key: Node, value: Node): Stated => {
      const line = lineAt(key.range![0]);
      const own = between(line, lineAt(value.range![1] - 1));
      return { step, field, values: valuesOf(value), line, ...(own.origins.length > 0 ? own : ofAll) };
    };
    if (isScalar(pair.value)) return [say('ret', pair.key as Node, pair.value)];
    return (pair.value as YAMLMap<Node, Node>).items.map(({ key, value }) =>
      say(String(isScalar(key) ? key.value : key), key, value!),
    );
  });
}

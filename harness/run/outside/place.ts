/** Where in a module something went wrong, as far as the error tells. */
import { pathToFileURL } from 'node:url';
import { frame } from '../../corpus/frame.ts';
import type { LoadProblem } from './protocol.ts';

export interface Place {
  line: number;
  column: number;
}

/** The innermost position in `file` that an error names: of a compiler, of a stack, of V8's own report. */
export function placeOf(error: unknown, file: string): Place | undefined {
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  const names = [file, pathToFileURL(file).href].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const found = new RegExp(`(?:${names}):(\\d+)(?::(\\d+))?`).exec(text);
  return found ? { line: Number(found[1]), column: Number(found[2] ?? 1) } : undefined;
}

/** Where a word stands in a source: as a key, or anywhere; undefined when it is not there. */
export function placeOfWord(source: string, word: string): Place | undefined {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found =
    new RegExp(`(?<=^|[\\s{,])${literal}(?=\\s*[:(])`, 'm').exec(source) ?? new RegExp(literal).exec(source);
  if (!found) return undefined;
  const before = source.slice(0, found.index).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

export function problemAt(
  place: Place | undefined,
  source: string,
  about: Pick<LoadProblem, 'code' | 'file' | 'message' | 'hint'>,
): LoadProblem {
  const { line, column } = place ?? { line: 0, column: 0 };
  return { ...about, line, column, frame: line > 0 ? frame(source, line, column) : '' };
}

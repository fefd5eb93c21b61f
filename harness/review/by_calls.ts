import { textOf } from '../run/function_text.ts';
import { type ModelFunction, modelFunctionAt, modelFunctions } from './model_functions.ts';

const common = new Set([
  'struct',
  'unsigned',
  'static',
  'return',
  'const',
  'long',
  'void',
  'bool',
  'else',
  'page',
  'pfn',
]);

const wordsOf = (lines: readonly string[]): Set<string> =>
  new Set(
    lines
      .join('\n')
      .match(/[A-Za-z_]\w{3,}/g)
      ?.filter((word) => !common.has(word)) ?? [],
  );

/**
 * The function of a file that a hunk without a name is in, by the kernel's names that stand in it: those that few
 * functions of the file have count most. Undefined where no function has two of them, or where two are as likely.
 */
export function functionByCalls(file: string, lines: readonly string[]): ModelFunction | undefined {
  const words = wordsOf(lines);
  const candidates = [...modelFunctions().values()]
    .filter(({ name }) => modelFunctionAt(file, name)?.file === file)
    .map((one) => {
      const text = new Set(one.bodies.flatMap((body) => textOf(body)));
      return { one, shared: [...words].filter((word) => text.has(word)) };
    })
    .filter(({ shared }) => shared.length > 1);
  const have = (word: string): number => candidates.filter(({ shared }) => shared.includes(word)).length;
  const scored = candidates
    .map(({ one, shared }) => ({ one, score: shared.reduce((sum, word) => sum + 1 / have(word), 0) }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  return best !== undefined && best.score >= 1 && best.score > 1.5 * (second?.score ?? 0) ? best.one : undefined;
}

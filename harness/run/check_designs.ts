/** What can be wrong with a design beyond what the compiler sees. */
import { frame } from '../corpus/frame.ts';
import type { Problem } from '../corpus/problem.ts';
import { didYouMean } from '../corpus/suggest.ts';
import type { KernelFunction } from '../kernel/link.ts';
import { releases } from '../kernel/releases.ts';
import { type DesignFile, placeInSource, sourceOf } from './design_files.ts';
import {
  argumentsPassed,
  callersOf,
  currentHunks,
  definitionsOf,
  type FunctionTable,
  hunkTable,
  parametersOf,
  tableBelow,
} from './hunks.ts';

export const designProblemCodes = [
  'unknown-function',
  'not-replaced',
  'not-declared',
  'unknown-base',
  'caller-left-alone',
  'hunk-no-longer-applies',
  'bad-patch',
] as const;
export type DesignProblemCode = (typeof designProblemCodes)[number];

/** As a fixture's problem, with its own closed set of codes. */
export type DesignProblem = Omit<Problem, 'code'> & { code: DesignProblemCode };

type Say = (code: DesignProblemCode, word: string | undefined, message: string, hint: string) => void;

function checkBases({ design }: DesignFile, say: Say): void {
  const known: string[] = releases.map(({ id }) => id);
  for (const base of design.on)
    if (!known.includes(base))
      say('unknown-base', undefined, `port to \`${base}\`, which is no release of the model`, didYouMean(base, known));
}

function checkNames({ design }: DesignFile, defined: FunctionTable, say: Say): void {
  const base = hunkTable(design);
  for (const name of Object.keys(design.replaces)) {
    if (!base.has(name))
      say(
        'unknown-function',
        name,
        `\`replaces\` names \`${name}\`, which is no function of the base`,
        didYouMean(name, [...base.keys()]),
      );
    else if (!defined.has(name))
      say(
        'not-replaced',
        name,
        `\`replaces\` names \`${name}\`, which the patch leaves alone`,
        'define it in `patch`, or remove it from `replaces`',
      );
  }
  for (const name of defined.keys())
    if (base.has(name) && !Object.hasOwn(design.replaces, name))
      say(
        'not-declared',
        name,
        `the patch replaces \`${name}\`, which \`replaces\` does not name`,
        `add \`${name}: ''\` and run validate --update-hunks`,
      );
}

/** A function that takes more arguments, or other ones, than before needs other callers: all of them have to be in the patch. */
function checkCallers({ design }: DesignFile, defined: FunctionTable, say: Say): void {
  const below = tableBelow(design);
  for (const [name, body] of defined) {
    const before = below.get(name);
    if (!before) continue;
    const left = callersOf(name, below).filter(
      (caller) => !defined.has(caller) && !suits(body, before, argumentsPassed(name, below.get(caller)!)),
    );
    if (left.length > 0)
      say(
        'caller-left-alone',
        name,
        `\`${name}\` takes ${body.length} arguments instead of ${before.length}, and ${left.map((caller) => `\`${caller}\``).join(', ')} still calls it as before`,
        'replace the caller too',
      );
  }
}

/** Whether a call that was written for `before` still says what `body` understands. */
function suits(body: KernelFunction, before: KernelFunction, passed: readonly number[]): boolean {
  const [now, then] = [parametersOf(body), parametersOf(before)];
  const sameMeaning = now.every((name, at) => then[at] === undefined || name === then[at]);
  return passed.every((count) => count >= now.length && (sameMeaning || now.length >= then.length));
}

function checkHunks({ design }: DesignFile, say: Say): void {
  const replaces = design.replaces as Record<string, string>;
  for (const [name, hash] of currentHunks(design)) {
    const written = replaces[name];
    if (written === undefined || written === hash) continue;
    if (written === '')
      say(
        'hunk-no-longer-applies',
        name,
        `\`${name}\` does not say which body it was read against`,
        'read the base, then run validate --update-hunks',
      );
    else
      say(
        'hunk-no-longer-applies',
        name,
        `hunk no longer applies: the body of \`${name}\` below this patch is ${hash}, it was read against ${written}`,
        'read what changed, adapt the patch, then run validate --update-hunks',
      );
  }
}

/** Everything wrong with one design; never throws for what is in its patch. */
export function checkDesign(file: DesignFile, source = sourceOf(file.file)): DesignProblem[] {
  const problems: DesignProblem[] = [];
  const say: Say = (code, word, message, hint) => {
    const { line, column, length } = placeInSource(source, word, file.after);
    problems.push({ code, file: file.file, line, column, message, hint, frame: frame(source, line, column, length) });
  };
  checkBases(file, say);
  let defined: FunctionTable;
  try {
    defined = definitionsOf(file.design);
  } catch (error) {
    say(
      'bad-patch',
      undefined,
      `the patch cannot be made: ${error instanceof Error ? error.message : String(error)}`,
      'read the machine inside the functions, not while the patch is made',
    );
    return problems;
  }
  checkNames(file, defined, say);
  checkCallers(file, defined, say);
  checkHunks(file, say);
  return problems;
}

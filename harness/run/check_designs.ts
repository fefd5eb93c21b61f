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
  parametersOf,
  tableBelow,
} from './hunks.ts';

export const designProblemCodes = [
  'unknown-function',
  'not-replaced',
  'hunk-not-locked',
  'unknown-base',
  'caller-left-alone',
  'hunk-no-longer-applies',
  'bad-patch',
] as const;
export type DesignProblemCode = (typeof designProblemCodes)[number];

/** As a fixture's problem, with its own closed set of codes. */
export type DesignProblem = Omit<Problem, 'code'> & { code: DesignProblemCode };

type Say = (code: DesignProblemCode, word: string | undefined, message: string, hint: string) => void;

function checkBases({ design }: Checked, say: Say): void {
  const known: string[] = releases.map(({ id }) => id);
  for (const base of design.on)
    if (!known.includes(base))
      say('unknown-base', undefined, `port to \`${base}\`, which is no release of the model`, didYouMean(base, known));
}

/** What a module from elsewhere says it replaces. */
function checkNames({ design }: Checked, defined: FunctionTable, say: Say): void {
  const below = tableBelow(design);
  for (const name of Object.keys(design.replaces ?? {})) {
    if (!below.has(name))
      say(
        'unknown-function',
        name,
        `\`replaces\` names \`${name}\`, which is no function below the patch`,
        didYouMean(name, [...below.keys()]),
      );
    else if (!defined.has(name))
      say(
        'not-replaced',
        name,
        `\`replaces\` names \`${name}\`, which the patch leaves alone`,
        'define it in `patch`, or remove it from `replaces`',
      );
  }
}

/** A function that takes more arguments, or other ones, than before needs other callers: all of them have to be in the patch. */
function checkCallers({ design }: Checked, defined: FunctionTable, say: Say): void {
  const below = tableBelow(design);
  for (const [name, { body }] of defined) {
    const before = below.get(name)?.body;
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

function checkHunks({ design, locked }: Checked, say: Say): void {
  const update = 'then run validate --update-hunks';
  for (const [name, hash] of currentHunks(design)) {
    const written = (locked ?? design.replaces)?.[name];
    if (locked && written === undefined)
      say(
        'hunk-not-locked',
        name,
        `nothing says which body of \`${name}\` the patch was read against`,
        `read it, ${update}`,
      );
    if (written === undefined || written === hash) continue;
    if (written === '')
      say(
        'hunk-no-longer-applies',
        name,
        `\`${name}\` does not say which body it was read against`,
        `read the base, ${update}`,
      );
    else
      say(
        'hunk-no-longer-applies',
        name,
        `hunk no longer applies: the body of \`${name}\` below this patch is ${hash}, it was read against ${written}`,
        `read what changed, adapt the patch, ${update}`,
      );
  }
}

/** A design, and what the lock holds for it: undefined for one that is in no lock. */
export interface Checked extends Pick<DesignFile, 'file' | 'design' | 'mend'> {
  locked?: Readonly<Record<string, string>>;
}

/** Everything wrong with one design; never throws for what is in its patch. */
export function checkDesign(file: Checked, source = sourceOf(file.file)): DesignProblem[] {
  const problems: DesignProblem[] = [];
  const say: Say = (code, word, message, hint) => {
    const { line, column, length } = placeInSource(source, word, file.mend ?? file.design);
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

/** A mail's review with all that bears on it: what is printed. */
import { type Bearing, type BearingSource, bearingOf } from './bearing.ts';
import { type ModelFunction, modelFunctionAt } from './model_functions.ts';
import type { MailReview, ReviewedFile } from './review.ts';

/** What no model can say, and why. */
export interface Unmodelled {
  /** `drivers/base/node.c:register_node`, or a file. */
  what: string;
  why: string;
}

export interface ToldReview extends MailReview {
  functions: Bearing[];
  beyond: Unmodelled[];
}

export async function tell(review: MailReview, source: BearingSource): Promise<ToldReview> {
  const functions: Bearing[] = [];
  for (const one of functionsOf(review)) functions.push(await bearingOf(one, source));
  return { ...review, functions, beyond: beyondOf(review) };
}

function functionsOf({ files, hunks }: MailReview): ModelFunction[] {
  const paths = new Map(files.map(({ path, from }) => [path, from ?? path]));
  const all = hunks.flatMap(({ file, touched }) =>
    touched.flatMap(({ name }) => modelFunctionAt(file, name) ?? modelFunctionAt(paths.get(file)!, name) ?? []),
  );
  return [...new Set(all)];
}

function beyondOf({ files, hunks }: MailReview): Unmodelled[] {
  const callsOf = (path: string): string => callsWords(files.find((file) => file.path === path)!.calls);
  const functions = hunks.flatMap(({ file, touched }) =>
    touched
      .filter(({ modelled }) => !modelled)
      .map(({ name }) => ({
        what: `${file}:${name}`,
        why: /^(?:struct|union|enum) /.test(name) ? 'a type' : `no model has it${callsOf(file)}`,
      })),
  );
  const unnamed = hunks
    .filter((hunk) => hunk.unnamed)
    .map(({ file, at }) => ({ what: `${file} ${at}`, why: 'nothing says which function it is in' }));
  const whole = files.flatMap((file) => {
    const why = whyNothing(
      file,
      hunks.some((hunk) => hunk.file === file.path && (hunk.touched.length > 0 || hunk.unnamed)),
    );
    return why === undefined ? [] : [{ what: file.path, why }];
  });
  const all = [...functions, ...unnamed, ...whole];
  return all.filter(({ what }, at) => all.findIndex((other) => other.what === what) === at);
}

function whyNothing({ path, calls }: ReviewedFile, named: boolean): string | undefined {
  if (named) return undefined;
  return /\.[ch]$/.test(path) ? `nothing is changed inside a function${callsWords(calls)}` : 'no C code';
}

/** What the model has of it all the same. */
const callsWords = (calls: readonly string[]): string =>
  calls.length === 0 ? '' : `; what changes calls ${calls.map((call) => `${call}()`).join(', ')}`;

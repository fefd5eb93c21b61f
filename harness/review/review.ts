/** What a patch mail changes of what the model has, and of what it has not. */
import { functionByCalls } from './by_calls.ts';
import { type ChangedFile, changedFiles, type DiffHunk } from './diff.ts';
import { hotplugCalls, isEveryones, isHotplugFile, speaksOfHotplug } from './hotplug.ts';
import type { PatchMail } from './mail.ts';
import { modelFunctionAt } from './model_functions.ts';
import { type TouchedByHunk, touchedBy } from './touched.ts';

/** `calls`: neither header nor lines name it, and of the functions of the file it calls most of what stands in the hunk. */
export type NamedBy = 'header' | 'lines' | 'calls';

export interface TouchedFunction {
  /** As the patch has it: `online_pages`, `struct memory_block`. */
  name: string;
  by: NamedBy;
  /** Whether the model has it. */
  modelled: boolean;
  commentsOnly: boolean;
}

export interface ReviewedHunk {
  file: string;
  at: string;
  touched: TouchedFunction[];
  /** Something is changed in a function that nothing names. */
  unnamed: boolean;
}

export interface ReviewedFile {
  path: string;
  change: ChangedFile['change'];
  from?: string;
  /** Functions of memory hotplug that changed lines call, or no longer call. */
  calls: string[];
}

export interface MailReview {
  subject: string;
  messageId: string;
  files: ReviewedFile[];
  hunks: ReviewedHunk[];
  /** Why it is about memory hotplug; none for a mail that is not. */
  concerns: string[];
}

export function reviewMail({ subject, messageId, text }: PatchMail): MailReview {
  const files = changedFiles(text);
  const hunks = files.flatMap((file) => file.hunks.map((hunk) => reviewHunk(file, hunk)));
  const told = files.map((file): ReviewedFile => {
    const { path, change, from } = file;
    return { path, change, ...(from === undefined ? {} : { from }), calls: isCode(path) ? hotplugCalls(file) : [] };
  });
  return { subject, messageId, files: told, hunks, concerns: concernsOf(told, hunks, { subject, text }) };
}

const isCode = (path: string): boolean => /\.[ch]$/.test(path);

function reviewHunk(file: ChangedFile, hunk: DiffHunk): ReviewedHunk {
  const { touched, unnamed } = isCode(file.path) ? touchedBy(hunk) : ({ touched: [], unnamed: [] } as TouchedByHunk);
  const modelled = (name: string): boolean =>
    [file.path, file.from].some((path) => path !== undefined && modelFunctionAt(path, name) !== undefined);
  const named = touched.map(({ name, by, commentsOnly }): TouchedFunction => {
    return { name, by, modelled: modelled(name), commentsOnly };
  });
  const guessed =
    unnamed.length > 0
      ? functionByCalls(
          file.from ?? file.path,
          hunk.lines.map((line) => line.text),
        )
      : undefined;
  if (guessed && !named.some(({ name }) => name === guessed.name))
    named.push({ name: guessed.name, by: 'calls', modelled: true, commentsOnly: false });
  return { file: file.path, at: hunk.at, touched: named, unnamed: unnamed.length > 0 && guessed === undefined };
}

/**
 * A file of its own, a function of its own, a call; or what everybody uses in a mail that speaks of it, or has it for its
 * subject.
 */
function concernsOf(
  files: readonly ReviewedFile[],
  hunks: readonly ReviewedHunk[],
  { subject, text }: Pick<PatchMail, 'subject' | 'text'>,
): string[] {
  const all = hunks.flatMap((hunk) => hunk.touched);
  const names = (which: (one: TouchedFunction) => boolean) => [...new Set(all.filter(which).map(({ name }) => name))];
  const touched = names(({ modelled }) => modelled);
  const own = files.filter(({ path, from }) => isHotplugFile(path) || (from !== undefined && isHotplugFile(from)));
  const found = [
    ...own.map(({ path }) => `${path} is memory hotplug's`),
    ...touched.filter((name) => !isEveryones(name)).map((name) => `${name}() is memory hotplug's`),
    ...files.flatMap(({ path, calls }) => calls.map((call) => `${path} calls ${call}()`)),
  ];
  const shared = touched.filter(isEveryones);
  if (found.length === 0 && shared.length > 0 && speaksOfHotplug(`${subject}\n${text}`))
    found.push(`${shared.join('(), ')}() in a mail that speaks of memory hotplug`);
  if (found.length === 0 && files.length > 0 && speaksOfHotplug(subject)) found.push('the subject says so');
  return found;
}

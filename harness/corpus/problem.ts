/** What can be wrong with a fixture or a machine file. Closed: scripts and tests may rely on the names. */
export const problemCodes = [
  'unreadable',
  'file-too-large',
  'empty-file',
  'yaml-syntax',
  'duplicate-key',
  'alias-forbidden',
  'unknown-key',
  'missing-key',
  'wrong-type',
  'bad-value',
  'unknown-step',
  'several-steps',
  'misplaced-option',
  'no-such-machine',
  'no-such-dimm',
  'no-such-block',
  'duplicate-id',
  'unknown-errno',
  'unknown-field',
  'unknown-claim',
  'bad-unit',
  'bad-arithmetic',
  'bad-geometry',
  'never-fires',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** One thing wrong with one file, ready to print. Lines and columns count from 1; 0 where the file has no text. */
export interface Problem {
  code: ProblemCode;
  /** Path below the root of the checkout, with slashes. */
  file: string;
  line: number;
  column: number;
  /** What is wrong, one line. */
  message: string;
  /** How to mend it, one line. */
  hint: string;
  /** The source line and a caret under the place; empty where there is no line to show. */
  frame: string;
}

/** A path into a document: keys and indices from the root. */
export type DocPath = readonly (string | number)[];

/**
 * Thrown by whoever reads a value, with the path relative to what it was given; whoever holds the file turns it into a
 * {@link Problem}. `on` says whether the caret belongs under the key or under the value.
 */
export class Complaint extends Error {
  readonly code: ProblemCode;
  readonly hint: string;
  readonly path: DocPath;
  readonly on: 'key' | 'value';

  constructor(code: ProblemCode, message: string, hint: string, path: DocPath = [], on: 'key' | 'value' = 'value') {
    super(message);
    this.code = code;
    this.hint = hint;
    this.path = path;
    this.on = on;
  }

  /** The same complaint seen from `parents` levels further out. */
  under(...parents: (string | number)[]): Complaint {
    return new Complaint(this.code, this.message, this.hint, [...parents, ...this.path], this.on);
  }
}

/** In a path: back to the step, whatever stands before. Options of a step are read from inside its value. */
export const stepRoot = '..';

/** Runs `read`; a complaint it throws is passed on with `parents` in front of its path. */
export function under<T>(parents: DocPath, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Complaint ? error.under(...parents) : error;
  }
}

/** Thrown where a single thing was asked for by name and cannot be had. */
export class ProblemsError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(
      problems.map((problem) => `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`).join('\n'),
    );
    this.problems = problems;
  }
}

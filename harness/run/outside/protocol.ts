/** What passes between the program and the thread that holds a design from a file. Everything in it can be cloned. */

import type { Problem } from '../../corpus/problem.ts';
import type { RunResult } from '../../types/result.ts';
import type { Fixture } from '../../types/scenario.ts';
import type { DesignListing } from '../designs.ts';
import type { RunOptions } from '../run.ts';

/** Why a module is no design, ready to print: as a fixture's problem, with codes of its own. */
export interface LoadProblem extends Omit<Problem, 'code' | 'file'> {
  code: 'unreadable' | 'does-not-compile' | 'throws-on-load' | 'no-design' | 'bad-design' | 'no-answer';
  /** As the user wrote it. */
  file: string;
}

/** A finding of `validate` about the design, in the shape of harness/run/check_designs.ts. */
export type CheckProblem = Omit<LoadProblem, 'code'> & { code: string };

export interface WorkerData {
  /** Absolute path of the module. */
  file: string;
  /** The path as the user wrote it, for messages and replay commands. */
  word: string;
}

/** What a thread that is asked for things begins with. */
export interface ThreadData extends WorkerData {
  /** One number: the part of a task that is being worked on, 0 for none. */
  part: SharedArrayBuffer;
}

export interface RunRequest {
  kind: 'run';
  fixture: Fixture;
  /** `linux@5.12+mine@v1`. */
  stack: string;
  options: OutsideRunOptions;
}

export type OutsideRunOptions = Pick<RunOptions, 'without' | 'judged' | 'exposure' | 'observations' | 'writes'>;

/** Work that a floor above has for the design, in the thread that holds it. */
export interface TaskRequest {
  kind: 'task';
  /** Address of a module of this program that exports an {@link Answering}. */
  module: string;
  input: unknown;
}

/** `began` is to be called before each part of the work that may not end, with the number of the part, from 1 on. */
export type Answering = (input: never, began: (part: number) => void) => unknown;

export type Request = RunRequest | TaskRequest | { kind: 'check' };

export type Reply =
  | { kind: 'loaded'; listing: DesignListing }
  | { kind: 'failed'; problem: LoadProblem }
  | { kind: 'ran'; result: RunResult }
  | { kind: 'answered'; output: unknown }
  | { kind: 'threw'; message: string }
  | { kind: 'checked'; problems: CheckProblem[] };

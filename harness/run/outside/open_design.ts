/** A design in a file anywhere, run beside those of strategies/ in a thread of its own. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RunResult } from '../../types/result.ts';
import type { Fixture } from '../../types/scenario.ts';
import type { DesignListing } from '../designs.ts';
import { designOf, replayOf } from '../run.ts';
import type { CheckProblem, LoadProblem, OutsideRunOptions } from './protocol.ts';
import { type Ended, type Limits, Thread, usualLimits } from './thread.ts';

/** Thrown when a module is no design: what, where and how to mend it. */
export class DesignLoadError extends Error {
  readonly problem: LoadProblem;

  constructor(problem: LoadProblem) {
    super(`${problem.file}:${problem.line}:${problem.column}: ${problem.message}`);
    this.name = 'DesignLoadError';
    this.problem = problem;
  }
}

export interface OutsideDesign {
  listing: DesignListing;
  /** As runFixture. Never rejects: a loop is `timeout`, a leak or an end of the thread `error`. */
  run(fixture: Fixture, stack: string, options: OutsideRunOptions): Promise<RunResult>;
  /** What the module's `answering` makes of the input. Never rejects. */
  task(module: string, input: unknown): Promise<TaskOutcome>;
  /** What `validate` finds; empty for a thread that ended over it. */
  check(): Promise<CheckProblem[]>;
  close(): Promise<void>;
}

/** The output; or that the module threw, with `part` 0; or that the thread ended, and at which part. */
export type TaskOutcome = { output: unknown } | { why: string; part: number };

/** Loads the module at `word`, a path from the current folder. Throws DesignLoadError. */
export async function openDesign(word: string, given: Partial<Limits> = {}): Promise<OutsideDesign> {
  const limits = { ...usualLimits, ...given };
  const data = { file: realPath(word), word };
  let thread = new Thread(data, limits);
  let strikes = 0;
  const answer = await thread.loaded;
  if (answer.kind === 'failed') {
    await thread.close();
    throw new DesignLoadError(answer.problem);
  }
  if (answer.kind !== 'loaded') throw new DesignLoadError(noAnswer(word, answer as Ended));

  /** A thread that can be asked, or how the last one ended. */
  const ready = async (): Promise<Ended | undefined> => {
    if (!thread.ended) return undefined;
    thread = new Thread(data, limits);
    const again = await thread.loaded;
    return again.kind === 'ended' ? again : undefined;
  };

  return {
    listing: answer.listing,
    async run(fixture, stack, options) {
      if (strikes >= limits.strikes) return unanswered(fixture, stack, word, notTried(limits));
      const ended = await ready();
      const reply = ended ?? (await thread.ask({ kind: 'run', fixture, stack, options }));
      if (reply.kind === 'ran') return { ...reply.result, replay: replay(fixture, stack, word) };
      strikes++;
      return unanswered(fixture, stack, word, reply as Ended);
    },
    async task(module, input) {
      const reply = (await ready()) ?? (await thread.ask({ kind: 'task', module, input }));
      if (reply.kind === 'answered') return { output: reply.output };
      return { why: 'message' in reply ? reply.message : reply.kind, part: ('part' in reply && reply.part) || 0 };
    },
    async check() {
      const reply = (await ready()) ?? (await thread.ask({ kind: 'check' }));
      return reply.kind === 'checked' ? reply.problems : [];
    },
    close: () => thread.close(),
  };
}

function realPath(word: string): string {
  try {
    return realpathSync(word);
  } catch {
    return resolve(word);
  }
}

const notTried = ({ strikes }: Limits): Ended => ({
  kind: 'ended',
  why: 'timeout',
  message: `not tried: the design gave no answer ${strikes} times before`,
});

function noAnswer(file: string, { message }: Ended): LoadProblem {
  const hint = 'a module only declares its design; what it does belongs into the functions of `patch`';
  return {
    code: 'no-answer',
    file,
    line: 1,
    column: 1,
    message: `loading it ends without an answer: ${message}`,
    hint,
    frame: '',
  };
}

/** The command that shows it again names the file, where others name the design. */
function replay(fixture: Fixture, stack: string, word: string): string {
  const name = /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  return replayOf(fixture.id, stack).replace(` --design ${designOf(stack)}`, ` --design ${name}`);
}

function unanswered(fixture: Fixture, stack: string, word: string, { why, message }: Ended): RunResult {
  return {
    fixture: fixture.id,
    design: designOf(stack),
    verdict: why === 'timeout' ? 'timeout' : 'error',
    violations: [],
    cost: {},
    evidence: { checked: [], unchecked: [] },
    steps: [],
    replay: replay(fixture, stack, word),
    failure: { message, chain: [] },
  };
}

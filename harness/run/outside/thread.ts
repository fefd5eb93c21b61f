/** One worker thread under watch: it is asked one thing at a time, and ended when it takes too much. */
import { Worker } from 'node:worker_threads';
import type { Reply, Request, ThreadData, WorkerData } from './protocol.ts';

export interface Limits {
  /** Heap of the thread, and what the process may grow by beside it, in MiB each. */
  memory: number;
  /** Seconds of processor time for one run, or one part of a task; a run of the largest fixture takes a hundredth of one. */
  work: number;
  /** So many times that for all parts of a task together. */
  parts: number;
  /** Seconds on the wall for a thread that only sleeps. */
  wait: number;
  /** After so many ended threads the rest of the fixtures is not tried. */
  strikes: number;
}

export const usualLimits: Limits = { memory: 512, work: 10, parts: 60, wait: 120, strikes: 3 };

/** The thread ended without an answer. */
export interface Ended {
  kind: 'ended';
  why: 'timeout' | 'memory' | 'exit' | 'error';
  message: string;
  /** The part of a task that it was at. */
  part?: number;
}

export type Answer = Reply | Ended;

const checkEvery = 50;

export class Thread {
  private readonly worker: Worker;
  private readonly limits: Limits;
  private settle: ((answer: Answer) => void) | undefined;
  private watch: NodeJS.Timeout | undefined;
  private over: Ended | undefined;
  private readonly part: Int32Array;
  /** What the module's loading came to. */
  readonly loaded: Promise<Answer>;

  constructor(data: WorkerData, limits: Limits) {
    this.limits = limits;
    const part = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    this.part = new Int32Array(part);
    this.worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: { ...data, part } satisfies ThreadData,
      resourceLimits: { maxOldGenerationSizeMb: limits.memory },
      stdout: true,
      stderr: true,
    });
    // What a design prints is for its author, never part of a result.
    this.worker.stdout.pipe(process.stderr, { end: false });
    this.worker.stderr.pipe(process.stderr, { end: false });
    this.worker.on('message', (reply: Reply) => this.finish(reply));
    this.worker.on('error', (error: NodeJS.ErrnoException) => this.failed(error));
    this.worker.on('exit', () => this.end({ kind: 'ended', why: 'exit', message: 'the design ended its thread' }));
    // Loading the model and a compiler is no work of the design.
    this.loaded = this.answer(Math.max(limits.work, usualLimits.work));
  }

  /** Asks, and waits for the answer or the end. Only one question at a time. */
  ask(request: Request): Promise<Answer> {
    const answer = this.answer();
    this.worker.postMessage(request);
    return answer;
  }

  get ended(): boolean {
    return this.over !== undefined;
  }

  async close(): Promise<void> {
    this.over ??= { kind: 'ended', why: 'exit', message: 'closed' };
    await this.worker.terminate();
  }

  private answer(work = this.limits.work): Promise<Answer> {
    if (this.over) return Promise.resolve(this.over);
    // This thread only waits meanwhile, so that the time the process works is the worker's.
    const [begun, resident] = [secondsWorked(), process.memoryUsage.rss()];
    let [at, worked, started] = [0, begun, Date.now()];
    this.watch = setInterval(() => {
      const part = Atomics.load(this.part, 0);
      const now = secondsWorked();
      if (part !== at) [at, worked, started] = [part, now, Date.now()];
      const { wait, memory, parts } = this.limits;
      if (now - worked > work) this.kill('timeout', `no end after ${work} s of work`);
      else if (now - begun > work * parts) this.kill('timeout', `no end after ${work * parts} s of work`);
      else if (Date.now() - started > wait * 1000) this.kill('timeout', `no answer within ${wait} s`);
      else if (process.memoryUsage.rss() - resident > 2 * memory * 1024 * 1024) this.outOfMemory();
    }, checkEvery);
    return new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  private outOfMemory(): void {
    this.kill('memory', `more memory than the ${this.limits.memory} MiB it may have`);
  }

  private kill(why: Ended['why'], message: string): void {
    this.end({ kind: 'ended', why, message });
    void this.worker.terminate();
  }

  private failed(error: NodeJS.ErrnoException): void {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.outOfMemory();
    else this.end({ kind: 'ended', why: 'error', message: String(error?.message ?? error) });
  }

  private end(ended: Ended): void {
    const part = Atomics.load(this.part, 0);
    this.over ??= part > 0 ? { ...ended, part } : ended;
    this.finish(this.over);
  }

  private finish(answer: Answer): void {
    clearInterval(this.watch);
    this.settle?.(answer);
    this.settle = undefined;
  }
}

/** Processor time of the whole process. */
function secondsWorked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

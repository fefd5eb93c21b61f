/** How far a long run has come, on standard error: a bar for a person, a line now and then where nobody is at a terminal. */

export interface Progress {
  update(done: number, what: string): void;
  stop(): void;
}

const none: Progress = { update() {}, stop() {} };

/** Runs of fewer units are over before a bar could be read; not loading the bar keeps their start short. */
const worthShowing = 400;
/** And these before a log needs to say that something goes on. */
const worthALine = 4000;

interface Streams {
  stdout: { isTTY?: boolean };
  stderr: { isTTY?: boolean };
}

export type ProgressLook = 'bar' | 'lines' | 'none';

/**
 * A bar where standard error is a terminal. Lines where neither stream is one, as in CI: without colour and without
 * going back over what is written. Nothing where only the results are looked at: the rest was sent away.
 */
export function progressLookOf(
  units: number,
  quiet: boolean | undefined,
  { stdout, stderr }: Streams = process,
): ProgressLook {
  if (quiet || units < worthShowing) return 'none';
  if (stderr.isTTY === true) return 'bar';
  return stdout.isTTY === true || units < worthALine ? 'none' : 'lines';
}

/** `units` is the work ahead; it decides whether anything is shown at all. `of`: what is counted, as `fixtures run`. */
export async function startProgress(
  total: number,
  units: number,
  quiet: boolean | undefined,
  of: string,
): Promise<Progress> {
  const look = progressLookOf(units, quiet);
  if (look === 'none') return none;
  if (look === 'lines') return progressLines(total, of, (line) => process.stderr.write(line));
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar({
    format: '{bar} {value}/{total} {what}',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total, 0, { what: '' });
  return { update: (done, what) => bar.update(done, { what }), stop: () => bar.stop() };
}

/** Parts of the work after which a line is written. */
const parts = 4;

/** `0 of 240 fixtures run`, then the same after each quarter; by what is done, never by a clock. */
export function progressLines(total: number, of: string, write: (line: string) => void): Progress {
  let told = 0;
  write(`0 of ${total} ${of}\n`);
  return {
    update(done) {
      const part = Math.floor((done * parts) / Math.max(1, total));
      if (part <= told) return;
      told = part;
      write(`${done} of ${total} ${of}\n`);
    },
    stop() {},
  };
}

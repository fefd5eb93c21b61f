/** How far a long run has come, on standard error; nothing in a pipe. */
export interface Progress {
  update(done: number, what: string): void;
  stop(): void;
}

/** Runs of fewer units are over before a bar could be read; not loading the bar keeps their start short. */
const worthShowing = 400;

/** `units` is the work ahead; it decides whether there is a bar at all. */
export async function startProgress(total: number, units: number, quiet: boolean | undefined): Promise<Progress> {
  if (quiet || units < worthShowing || process.stderr.isTTY !== true) return { update() {}, stop() {} };
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

import type { Paint } from '../text/paint.ts';
import { exitCodes } from './exit.ts';

/** Colour is for a person at a terminal who has not said no (no-color.org); FORCE_COLOR overrides, as in Node itself. */
export function wantsColor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.NO_COLOR) return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Columns to lay out for: the terminal's, and 100 in a pipe, so that a saved output does not depend on a window. */
export function columnsOf(stream: { isTTY?: boolean; columns?: number }): number {
  return stream.isTTY === true && stream.columns !== undefined ? Math.max(60, stream.columns) : 100;
}

/** How to lay out for whoever reads standard output. */
export async function layoutOfReader(): Promise<{ paint: Paint; columns: number }> {
  const { paintFor } = await import('../text/paint.ts');
  return { paint: paintFor(wantsColor(process.stdout)), columns: columnsOf(process.stdout) };
}

/** Writes a result to standard output and waits until it is out. A reader that has gone (`| head`) is no error. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`, () => resolve()));
}

/** A line for the person, never part of the result. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A closed pipe ends the program quietly with what it had to say already decided; ^C ends it with 130. */
export function guardStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  process.once('SIGINT', () => process.exit(exitCodes.interrupted.code));
}

/** ^C is the verb's to handle, once: a second one ends the program. Gives what hands it back. */
export function onInterrupt(handle: () => void): () => void {
  const before = process.listeners('SIGINT');
  process.removeAllListeners('SIGINT');
  const first = (): void => {
    for (const listener of before) process.once('SIGINT', listener as () => void);
    handle();
  };
  process.once('SIGINT', first);
  return () => {
    if (!process.listeners('SIGINT').includes(first)) return;
    process.removeListener('SIGINT', first);
    for (const listener of before) process.once('SIGINT', listener as () => void);
  };
}

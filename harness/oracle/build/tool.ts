/** Programs that a build starts, each until it ends or the build is given up. */
import { spawn } from 'node:child_process';
import { LiveError } from '../live/live_error.ts';

/** Shared by all that a build starts: `stop` ends what runs now. */
export class Running {
  private ends: (() => void) | undefined;
  stopped = false;

  stop(): void {
    this.stopped = true;
    this.ends?.();
  }

  whileIn(ends: () => void): () => void {
    this.ends = ends;
    return () => {
      this.ends = undefined;
    };
  }
}

interface ToolOptions {
  running: Running;
  cwd?: string;
  input?: string;
  /** Each line of standard output as it comes. */
  onLine?: (line: string) => void;
}

const packages: Record<string, string> = {
  make: 'make gcc flex bison bc libelf-dev libssl-dev',
  patch: 'patch',
  tar: 'tar xz-utils',
  git: 'git',
};

/** A program that ended with another code than 0. */
export class ToolFailed extends LiveError {
  readonly stdout: string;
  readonly stderr: string;

  constructor(message: string, stdout: string, stderr: string) {
    super(message);
    this.name = 'ToolFailed';
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

/** Standard output. Throws ToolFailed with what the program said, LiveError where it is missing or was stopped. */
export function runTool(tool: string, words: string[], { running, cwd, input, onLine }: ToolOptions): Promise<string> {
  return new Promise((done, fail) => {
    if (running.stopped) return fail(new LiveError('interrupted'));
    // A group of its own, so that what make started ends with it.
    const child = spawn(tool, words, {
      cwd,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    const over = running.whileIn(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    });
    const [out, err] = [[] as string[], [] as string[]];
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out.push(text);
      if (!onLine) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (const line of lines) onLine(line);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    child.on('error', (error: NodeJS.ErrnoException) => {
      over();
      fail(
        error.code === 'ENOENT'
          ? new LiveError(`not installed: ${tool}`, `apt-get install ${packages[tool] ?? tool}`, true)
          : new LiveError(`${tool} cannot be started: ${error.message}`),
      );
    });
    child.on('close', (code) => {
      over();
      const [stdout, stderr] = [out.join(''), err.join('')];
      if (running.stopped) fail(new LiveError('interrupted'));
      else if (code === 0) done(stdout);
      else fail(new ToolFailed(`${tool} failed: ${(stderr || stdout).trim()}`, stdout, stderr));
    });
  });
}

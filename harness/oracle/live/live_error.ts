/** Something outside the project is missing or did not do what was asked: QEMU, a package, a guest. */
export class LiveError extends Error {
  readonly hint: string | undefined;
  /** True where nothing was tried because a program is not installed. */
  readonly missing: boolean;

  constructor(message: string, hint?: string, missing = false) {
    super(message);
    this.name = 'LiveError';
    this.hint = hint;
    this.missing = missing;
  }
}

/** A guest that did not come up, or that went away or stopped answering while it did something. */
export class GuestError extends LiveError {
  readonly kind: 'boot' | 'gone';
  /** The last that its console showed. */
  readonly console: string[];

  constructor(kind: GuestError['kind'], message: string, console: string) {
    super(`${message}\n${console}`);
    this.name = 'GuestError';
    this.kind = kind;
    this.console = console.split('\n').filter((line) => line.trim() !== '');
  }
}

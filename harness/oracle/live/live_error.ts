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

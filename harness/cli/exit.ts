/** What each exit code means. The numbers above 63 are those of sysexits(3). */
export const exitCodes = {
  done: { code: 0, meaning: 'done, whatever the designs do, unless a gate was asked for' },
  gate: { code: 1, meaning: 'a gate asked for with --fail-on failed' },
  usage: { code: 2, meaning: 'the command line cannot be understood' },
  badInput: { code: 65, meaning: 'a fixture or a report cannot be read; what could be read was run' },
  noMatch: { code: 66, meaning: 'no fixture or no design matched' },
  unavailable: {
    code: 69,
    meaning: 'a real kernel could not be run: a program or package is missing, or the guest failed',
  },
  fault: { code: 70, meaning: 'a fault of the harness itself' },
  badDesign: { code: 78, meaning: 'a design failed to load' },
  interrupted: { code: 130, meaning: 'interrupted' },
} as const;

export type ExitName = keyof typeof exitCodes;

/** An end of the program that is the user's to mend: `message` says what and where, `hint` how. */
export class Failure extends Error {
  readonly exit: ExitName;
  readonly hint: string | undefined;

  constructor(exit: ExitName, message: string, hint?: string) {
    super(message);
    this.name = 'Failure';
    this.exit = exit;
    this.hint = hint;
  }
}

/** Sets the exit code unless a worse one is set already; the run goes on. */
export function leaveWith(exit: ExitName): void {
  const { code } = exitCodes[exit];
  if (code > Number(process.exitCode ?? 0)) process.exitCode = code;
}

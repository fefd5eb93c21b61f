import { interrupt, type Reins } from '../explore/limits.ts';
import { leaveWith } from './exit.ts';
import { note, onInterrupt } from './terminal.ts';

/** ^C ends the walks, and what they found is told; a second one ends the program. Gives what hands ^C back. */
export const stopWalksOnInterrupt = (reins: Reins): (() => void) =>
  onInterrupt(() => {
    interrupt(reins);
    leaveWith('interrupted');
    note('stopping, and telling what was found so far; ^C again ends at once');
  });

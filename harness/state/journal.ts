/**
 * Every write to the machine, in order: what a step trace, a state diff and the readers that run inside an operation
 * are made of. It is never a kernel's unwinding: failure paths are modelled statement by statement.
 */
export interface Write {
  /** What was written: `zone 0:Normal`, `memory block 48`, `struct page`. */
  object: string;
  field: string;
  /** The written range for maps over pfns or sections, end excluded. */
  start?: number;
  end?: number;
  from?: unknown;
  to: unknown;
  /** Kernel function that wrote, innermost. */
  by: string;
  /** Locks held, outermost first. */
  locks: readonly string[];
}

export type WriteListener = (write: Write) => void;

export class Journal {
  /** Set while somebody wants the writes; reading the clock of the model costs nothing when nobody does. */
  listeners: WriteListener[] = [];

  /** Those who want only what is written while mem_hotplug_lock is not held. */
  unlockedListeners: WriteListener[] = [];

  /** Whether a write is of no use once it was told: then its list of locks is the kernel's own. */
  fleeting = false;

  told(locks: readonly string[]): readonly string[] {
    return this.fleeting ? locks : [...locks];
  }

  /** Whether anybody wants a write that is made under these locks. */
  wants(locks: readonly string[]): boolean {
    return this.listeners.length > 0 || (this.unlockedListeners.length > 0 && !locks.includes('mem_hotplug_lock'));
  }

  record(write: Write): void {
    for (const listener of this.listeners) listener(write);
    if (this.unlockedListeners.length > 0 && !write.locks.includes('mem_hotplug_lock'))
      for (const listener of this.unlockedListeners) listener(write);
  }

  /** Collect the writes of `body`. */
  collect(body: () => void): Write[] {
    const writes: Write[] = [];
    const listener: WriteListener = (write) => writes.push(write);
    this.listeners.push(listener);
    try {
      body();
    } finally {
      this.listeners = this.listeners.filter((each) => each !== listener);
    }
    return writes;
  }
}

/** How a run of the model ends when a kernel would not go on. */

/** A page fault, BUG(), VM_BUG_ON() or a self-deadlock. */
export class KernelOops extends Error {
  readonly kind = 'oops';
  readonly chain: readonly string[];

  constructor(message: string, chain: readonly string[]) {
    super(message);
    this.chain = [...chain];
  }
}

/** A loop the kernel would repeat for ever, found by a counted bound. */
export class KernelStuck extends Error {
  readonly kind = 'stuck';
  readonly chain: readonly string[];

  constructor(message: string, chain: readonly string[]) {
    super(message);
    this.chain = [...chain];
  }
}

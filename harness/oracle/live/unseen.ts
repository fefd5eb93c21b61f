import { NotInKernel } from './btf.ts';
import { QmpError } from './qmp.ts';

/** Fields of an observation that a kernel does not show, each with why. */
export class Unseen {
  readonly why = new Map<string, string>();

  /**
   * What `read` gives, or undefined when this kernel has not what it reads: `fields` are not observable then, now and
   * later. A kernel can be of any age and be configured in any way, so whatever else goes wrong with its bytes counts
   * as that too; only a guest that has gone is thrown on.
   */
  async unless<T>(fields: readonly string[], read: () => T | Promise<T>): Promise<T | undefined> {
    if (fields.length > 0 && fields.every((field) => this.why.has(field))) return undefined;
    try {
      return await read();
    } catch (error) {
      if (!isOfKernel(error)) throw error;
      for (const field of fields) if (!this.why.has(field)) this.why.set(field, error.message);
      return undefined;
    }
  }

  has(field: string): boolean {
    return this.why.has(field);
  }
}

/** Errors that the contents of a kernel's memory can cause: a missing name, an address of nothing, a size out of bounds. */
function isOfKernel(error: unknown): error is Error {
  return error instanceof NotInKernel || error instanceof QmpError || error instanceof RangeError;
}

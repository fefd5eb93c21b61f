/**
 * Hashes of contents: two numbers of 32 bits, each the sum of what the entries contribute, so that neither the order nor
 * the way there matters, and one entry more or less costs one term.
 */

/** A sum of hashes. */
export class HashSum {
  low = 0;
  high = 0;

  /** An entry: whose it is, where, and what is there. All are 32-bit integers. */
  add(owner: number, place: number, value: number): void {
    let low = Math.imul(owner ^ place, 0x9e3779b1);
    low = Math.imul((low ^ (low >>> 15)) + value, 0x85ebca6b);
    low = Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
    this.low = (this.low + (low ^ (low >>> 16))) | 0;
    let high = Math.imul(value ^ (owner >>> 7), 0x27d4eb2f);
    high = Math.imul((high ^ (high >>> 14)) + place, 0x165667b1);
    high = Math.imul((high ^ (high >>> 12)) + owner, 0x2c1b3c6d);
    this.high = (this.high + (high ^ (high >>> 15))) | 0;
  }

  addSum(low: number, high: number): void {
    this.low = (this.low + low) | 0;
    this.high = (this.high + high) | 0;
  }

  clear(): void {
    this.low = 0;
    this.high = 0;
  }

  /** 53 bits. */
  get value(): number {
    return (this.low >>> 0) * 2 ** 21 + (this.high >>> 11);
  }
}

const known = new Map<string, number>();

/** FNV-1a, worked out once for each text. */
export function hashOfText(text: string): number {
  const before = known.get(text);
  if (before !== undefined) return before;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  known.set(text, hash);
  return hash;
}

/** Of a whole number, or of its lower 32 bits and those above. */
export const hashOfNumber = (value: number): number => (value | 0) ^ Math.imul((value / 2 ** 32) | 0, 0x9e3779b1);

/** Of a number, a text, a truth value or nothing. */
export function hashOfValue(value: unknown): number {
  if (typeof value === 'number') return hashOfNumber(value);
  if (typeof value === 'string') return hashOfText(value);
  if (value === true) return 0x5bd1e995;
  if (value === false) return 0x3243f6a9;
  return 0x1b873593;
}

/** Bits of a number (include/asm-generic/bitops/__ffs.h). */

/** The number of the lowest bit that is set; undefined in the kernel for 0, here more than any order. */
export function __ffs(word: number): number {
  if (word === 0) return 64;
  let bit = 0;
  while (word % 2 ** (bit + 1) === 0) bit++;
  return bit;
}

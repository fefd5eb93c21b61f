/** Figures of cost in words. */

/** Two decimals, one from ten on. */
export const ratioText = (ratio: number): string => ratio.toFixed(ratio < 10 ? 2 : 1);

/** `69 k`, `2.8 M`: a prediction within a few percent has no more digits. */
export function instructionsText(instructions: number): string {
  if (Math.abs(instructions) >= 999_500) return `${(instructions / 1e6).toPrecision(instructions < 1e8 ? 2 : 3)} M`;
  return instructions < 1000 ? `${Math.round(instructions)}` : `${Math.round(instructions / 1000)} k`;
}

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

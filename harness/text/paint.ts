import picocolors from 'picocolors';
import type { ConsequenceClass } from '../types/result.ts';

/** Colours for one rendering. Colour is never the only sign: without it every text is the same. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

export function paintFor(color: boolean): Paint {
  const colors = picocolors.createColors(color);
  return { bold: colors.bold, dim: colors.dim, good: colors.green, bad: colors.red, warn: colors.yellow };
}

/** Red for what a user loses by, yellow for what only costs. */
export function paintClass(paint: Paint, worst: ConsequenceClass | undefined, text: string): string {
  if (worst === undefined) return text;
  return worst === 'slow path' || worst === 'hygiene' ? paint.warn(text) : paint.bad(text);
}

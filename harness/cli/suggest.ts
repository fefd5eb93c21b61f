import { didYouMean } from '../corpus/suggest.ts';

/**
 * How to mend an id that is not there: the ids that contain what was typed (`david` has revisions), else the nearest by
 * spelling, else what there is.
 */
export function suggest(word: string, candidates: readonly string[]): string {
  const holding = word.length > 1 ? candidates.filter((id) => id.toLowerCase().includes(word.toLowerCase())) : [];
  if (holding.length > 0) return `did you mean ${holding.slice(0, 6).join(', ')}?`;
  return didYouMean(word, candidates);
}

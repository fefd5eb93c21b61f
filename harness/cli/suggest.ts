import { closest, didYouMean } from '../corpus/suggest.ts';

/**
 * How to mend an id that is not there: the ids that contain what was typed (`david` has revisions), else those whose
 * whole or part (`oscar` of `oscar@v5`, `one` of `span/one`) is nearest by spelling, else what there is.
 */
export function suggest(word: string, candidates: readonly string[]): string {
  const wanted = word.toLowerCase();
  const holding = wanted.length > 1 ? candidates.filter((id) => id.toLowerCase().includes(wanted)) : [];
  const near = closest(word, candidates.flatMap(partsOf));
  const found = holding.length > 0 ? holding : candidates.filter((id) => near && partsOf(id).includes(near));
  if (found.length > 0) return `did you mean ${found.slice(0, 6).join(', ')}?`;
  return didYouMean(word, candidates);
}

function partsOf(id: string): string[] {
  return [id, ...id.split(/[@/]/)];
}

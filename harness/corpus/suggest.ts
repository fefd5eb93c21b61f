/** Edit distance with swaps of neighbours counted as one, given up beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}

/** The candidate that `word` most likely meant, or nothing when none is near. */
function closest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase(), limit);
    if (far < least) {
      least = far;
      best = candidate;
    }
  }
  return best;
}

/** `did you mean X?` when something is near, else the list of what there is, cut to a line. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = closest(word, candidates);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (candidates.length === 0) return 'there is none to choose from';
  const shown = candidates.slice(0, 12);
  return `one of: ${shown.join(', ')}${candidates.length > shown.length ? ', ...' : ''}`;
}

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

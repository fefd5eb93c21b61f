/** Which designs are held against each other when nobody names two. */

export interface PairOfDesigns {
  a: string;
  b: string;
  /** `designs`: any two; `revision`: b comes after a in one family. */
  relation: 'designs' | 'revision';
}

export interface Listed {
  id: string;
  family: string;
  isDefault: boolean;
}

/** Every two of the default designs, then every revision with the one before it, in the order of the list. */
export function designPairs(designs: readonly Listed[]): PairOfDesigns[] {
  const shown = designs.filter(({ isDefault }) => isDefault);
  const pairs = shown.flatMap(({ id: a }, at) =>
    shown.slice(at + 1).map(({ id: b }): PairOfDesigns => ({ a, b, relation: 'designs' })),
  );
  const last = new Map<string, string>();
  for (const { id, family } of designs) {
    const before = last.get(family);
    if (before !== undefined && !pairs.some(({ a, b }) => a === before && b === id))
      pairs.push({ a: before, b: id, relation: 'revision' });
    last.set(family, id);
  }
  return pairs;
}

import { type DesignListing, designId, findDesign, fixes, listDesigns } from '../run/designs.ts';
import { lockedHunks } from '../run/hunks_lock.ts';
import { mended, refusal, repairsOf } from '../run/mends.ts';
import type { Header, RevisionHead } from '../types/report.ts';

/**
 * What runs beside the columns so that nobody is judged by a straw man: the other revisions; every reading with the mends
 * of shared code, so that like is held against like; and the columns with their own mistakes repaired, one at a time and
 * all of them.
 */
export function readingsBeside(base: string, columns: readonly DesignListing[]): Pick<Header, 'revisions'> {
  const competes = ({ provenance, on }: DesignListing): boolean =>
    provenance !== 'release' && (on as readonly string[]).includes(base);
  const others = listDesigns().filter((one) => competes(one) && !columns.some(({ id }) => id === one.id));
  const shown = columns.filter(competes);
  const revisions = [
    ...others.map(({ id, title, provenance, family }) => ({ id, title, provenance, family })),
    ...[...shown, ...others].flatMap(({ id }) => withMends(id, () => fixes)),
    ...shown.flatMap(({ id }) => repairsFor(id)),
    ...shown.flatMap(({ id }) => (repairsFor(id).length > 0 ? withMends(id, (own) => [...own, ...fixes]) : [])),
  ];
  return revisions.length > 0 ? { revisions } : {};
}

const repairsFor = (id: string): RevisionHead[] => {
  const design = findDesign(id);
  return design ? repairsOf(design).flatMap((repair) => withMends(id, () => [repair])) : [];
};

type Design = NonNullable<ReturnType<typeof findDesign>>;

/** The reading with those of the mends that apply to it; none where none does. */
function withMends(id: string, choose: (own: readonly Design[]) => readonly Design[]): RevisionHead[] {
  const plain = findDesign(id);
  if (!plain) return [];
  const mends: Design[] = [];
  for (const mend of choose(repairsOf(plain)))
    if (refusal(mend, mends.length > 0 ? mended(plain, mends) : plain) === undefined) mends.push(mend);
  if (mends.length === 0) return [];
  const { title, provenance, family } = mended(plain, mends);
  return [
    {
      id: [id, ...mends.map(designId)].join('+'),
      title,
      provenance,
      family,
      mended: {
        of: id,
        mends: mends.map((mend) => ({ id: designId(mend), title: mend.title })),
        functions: mends.flatMap((mend) => Object.keys(lockedHunks(mend) ?? {})),
      },
    },
  ];
}

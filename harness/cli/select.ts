import { type DesignListing, listingOf } from '../run/designs.ts';
import { mendsFor, resolveDesign } from '../run/mends.ts';
import { Failure } from './exit.ts';
import { matchesGlob } from './glob.ts';
import { suggest } from './suggest.ts';

export interface DesignChoice {
  design: readonly string[];
  allRevisions?: boolean;
  /** Any release where it is left out. */
  base?: string | undefined;
}

/**
 * The designs meant by ids and globs, in the order of the listing; without any the default ones, or all revisions. Only
 * those with a port to the base. Throws a Failure that says what is near, or which bases there are.
 */
export function selectDesigns(all: readonly DesignListing[], choice: DesignChoice): DesignListing[] {
  const { base } = choice;
  const isPorted = ({ on }: DesignListing): boolean => base === undefined || (on as readonly string[]).includes(base);
  const ported = referenceFirst(all.filter(isPorted));
  if (ported.length === 0) {
    const bases = [...new Set(all.flatMap((design) => design.on))];
    throw new Failure('noMatch', `no design for the base "${base}"`, suggest(base ?? '', bases));
  }
  if (choice.design.length === 0) return choice.allRevisions ? ported : ported.filter((design) => design.isDefault);
  const chosen = new Set<DesignListing>();
  const mended: DesignListing[] = [];
  for (const pattern of choice.design) {
    const [name = '', ...mends] = pattern.split('+');
    const found = ported.filter((design) => design.id === name || matchesGlob(name, design.id));
    if (found.length === 0) throw noDesign(pattern, all, choice.base);
    if (mends.length > 0) mended.push(...mendedReadings(found, mends));
    else for (const design of found) chosen.add(design);
  }
  return [...ported.filter((design) => chosen.has(design)), ...mended];
}

/** Each design with mends over it. The last one may be a glob: then each that applies, one at a time. */
function mendedReadings(found: readonly DesignListing[], words: readonly string[]): DesignListing[] {
  const last = words.at(-1) ?? '';
  const isGlob = /[*?[{]/.test(last);
  const before = isGlob ? words.slice(0, -1) : words;
  const readings = found.flatMap(({ id }) => {
    const known = mendsFor(id);
    const tails = isGlob ? known.map((mend) => mend.id).filter((mend) => matchesGlob(last, mend)) : [''];
    return tails.map((tail) => resolveDesign([id, ...before, ...(tail ? [tail] : [])].join('+')));
  });
  const made = readings.filter((reading) => typeof reading !== 'string');
  if (made.length > 0) return made.map((reading) => listingOf(reading));
  const why = readings.find((reading) => typeof reading === 'string');
  throw new Failure('noMatch', why ?? `no mend matches "${last}"`, 'list designs names the mends of each');
}

/** The kernel as released is what the others are measured against: it is the first column. */
function referenceFirst(designs: DesignListing[]): DesignListing[] {
  const released = (design: DesignListing): boolean => design.provenance === 'release';
  return [...designs.filter(released), ...designs.filter((design) => !released(design))];
}

function noDesign(pattern: string, all: readonly DesignListing[], base: string | undefined): Failure {
  const elsewhere = all.find((design) => design.id === pattern);
  if (elsewhere)
    return new Failure('noMatch', `${pattern} has no port to ${base}`, `it runs on ${elsewhere.on.join(', ')}: --base`);
  return new Failure(
    'noMatch',
    `no design "${pattern}"`,
    suggest(
      pattern,
      all.map((design) => design.id),
    ),
  );
}

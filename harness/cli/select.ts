import type { DesignListing } from '../run/designs.ts';
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
  for (const pattern of choice.design) {
    const found = ported.filter((design) => design.id === pattern || matchesGlob(pattern, design.id));
    if (found.length === 0) throw noDesign(pattern, all, choice.base);
    for (const design of found) chosen.add(design);
  }
  return ported.filter((design) => chosen.has(design));
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

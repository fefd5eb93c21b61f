/** Figures of steps, which say in which unit they are: `6 GiB + 2 MiB`, `pfn 0x1c0200`, `block 60`, `N - 4 * PB`. */
import { compute, type Lookup } from './arithmetic.ts';
import { Complaint } from './problem.ts';
import { bytesPerUnit } from './size.ts';

/** What a figure is for: decides which words are offered for a bare number. */
export type FigureKind = 'place' | 'count';

export interface FigureScope {
  pageBytes: number;
  pagesPerBlock: number;
  lookup: Lookup;
  names: readonly string[];
}

/** How a bare number might have been meant. */
function meant(number: number, kind: FigureKind, { pageBytes }: FigureScope): string {
  const shown = Math.abs(number);
  const counted = `${shown} page${shown === 1 ? '' : 's'}`;
  if (kind === 'count') return `write \`${counted}\`, or a size such as \`2 MiB\``;
  const address = shown % pageBytes === 0 ? `\`0x${shown.toString(16)} B\` for an address, ` : '';
  return `write ${address}\`pfn 0x${shown.toString(16)}\` for a page number, or \`block 60\`, \`6 GiB + 2 MiB\``;
}

/**
 * A figure in pages; that of a place is a pfn. Letters and DIMMs count pages, every other number has a unit (B, KiB, MiB,
 * GiB, TiB, pages) or is a factor; 0 needs none. Throws `bad-unit` for a number without one, and for a size that is no
 * whole number of pages.
 */
export function pageCount(written: string | number, kind: FigureKind, scope: FigureScope): number {
  const bare = (number: number): never => {
    const what = kind === 'place' ? 'an address or a page number' : 'pages or bytes';
    throw new Complaint('bad-unit', `\`${number}\` could be ${what}`, meant(number, kind, scope));
  };
  const { value, pages } = compute(String(written), {
    lookup: scope.lookup,
    names: scope.names,
    unitOf(number, unit) {
      if (unit === 'page' || unit === 'pages') return { value: number, pages: true };
      if (!Object.hasOwn(bytesPerUnit, unit)) {
        if (!/^[A-Za-z]/.test(unit)) return undefined;
        const units = [...Object.keys(bytesPerUnit), 'pages'].join(', ');
        throw new Complaint('bad-unit', `\`${unit}\` is no unit`, `units: ${units}; or write \`${number} * ${unit}\``);
      }
      const bytes = number * bytesPerUnit[unit]!;
      if (bytes % scope.pageBytes === 0) return { value: bytes / scope.pageBytes, pages: true };
      throw new Complaint(
        'bad-unit',
        `\`${number} ${unit}\` is not a whole number of pages`,
        `a page of this machine has ${scope.pageBytes} bytes`,
      );
    },
    placeOf(word, number) {
      if (kind !== 'place') return undefined;
      if (word === 'pfn') return { value: number, pages: true };
      return word === 'block' ? { value: number * scope.pagesPerBlock, pages: true } : undefined;
    },
    mixed: bare,
  });
  return pages || value === 0 ? value : bare(value);
}

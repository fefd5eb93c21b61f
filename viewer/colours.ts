import type { PageData } from '../harness/render/html/page_types.ts';

/** The colour of a design, everywhere on the page: by its place in the report, the reference grey. */
export function colourOf({ designs, reference }: Pick<PageData, 'designs' | 'reference'>, design: string): string {
  if (design === reference) return 'var(--mild)';
  const others = designs.filter(({ id }) => id !== reference);
  return `var(--design-${others.findIndex(({ id }) => id === design) % 8})`;
}

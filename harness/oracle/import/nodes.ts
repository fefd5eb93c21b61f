import type { After, Numbers } from './source.ts';

/**
 * Every node that may get memory. One that has none is in neither /proc/zoneinfo nor, up to v5.17, in node_data: nothing of
 * it is there yet, and all its figures are 0.
 */
export function nodesOf({ raw, mhpx, n_possible }: After): Numbers[] {
  const told = raw?.nodes ?? mhpx?.nodes ?? [];
  const [like] = told;
  if (n_possible === undefined || like === undefined) return told;
  const missing = numbersIn(n_possible).filter((number) => told.every(({ node }) => node !== number));
  const zeros = Object.fromEntries(Object.entries(like).map(([name, of]) => [name, typeof of === 'number' ? 0 : '']));
  return [...told, ...missing.map((node) => ({ ...zeros, node }))].sort((a, b) => Number(a.node) - Number(b.node));
}

/** A list of the kernel's, `0-1,3`. */
function numbersIn(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [from = '', to = from] = part.trim().split('-');
    if (from === '') return [];
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index);
  });
}

export function isIn(list: string, number: number): boolean {
  return numbersIn(list).includes(number);
}

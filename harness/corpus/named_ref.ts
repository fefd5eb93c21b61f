import { Complaint } from './problem.ts';

/** A reference where pages or addresses could be meant as well. Throws `bad-unit` for a bare number. */
export function namedRef(ref: string | number): string {
  const text = String(ref).trim();
  if (!/^\d+$/.test(text)) return text;
  throw new Complaint(
    'bad-unit',
    `\`${text}\` could be a block, a page number or an address`,
    `write \`block ${text}\` for the block of that number, or name a DIMM: d0, d0[1]`,
  );
}

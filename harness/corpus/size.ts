import { Complaint } from './problem.ts';

/** Binary units only. */
export const bytesPerUnit: Record<string, number> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };
const form = /^(\d+)\s*([A-Za-z]+)$/;

/** `128 MiB` in bytes. Throws `bad-unit`: a bare number and a decimal unit are both refused, so that nobody has to guess. */
export function parseSize(text: string | number): number {
  const written = String(text).trim();
  const match = form.exec(written);
  const unit = match?.[2] ?? '';
  if (match && Object.hasOwn(bytesPerUnit, unit)) return Number(match[1]) * bytesPerUnit[unit]!;
  const nearest = Object.keys(bytesPerUnit).find((name) => name[0]?.toLowerCase() === unit[0]?.toLowerCase());
  const digits = match?.[1] ?? (/^\d+$/.test(written) ? written : '128');
  throw new Complaint(
    'bad-unit',
    `\`${written}\` is not a size`,
    `write a whole number and a unit: ${digits} ${nearest ?? 'MiB'} (B, KiB, MiB, GiB, TiB)`,
  );
}

/** A size in pages. Throws `bad-unit` when it is not a whole number of them. */
export function sizeInPages(text: string | number, pageBytes: number): number {
  const bytes = parseSize(text);
  if (bytes % pageBytes === 0) return bytes / pageBytes;
  throw new Complaint(
    'bad-unit',
    `\`${text}\` is not a whole number of pages`,
    `a page of this machine has ${pageBytes} bytes`,
  );
}

/** `4G` or `67840M` as QEMU's command line has sizes, in bytes; a bare number is MiB. Undefined for anything else. */
export function qemuBytes(text: string): number | undefined {
  const found = /^(\d+)([MG]?)$/.exec(text);
  return found === null ? undefined : Number(found[1]) * (found[2] === 'G' ? 2 ** 30 : 2 ** 20);
}

/** Bytes as QEMU's command line has them, in the largest unit that they are a whole number of. */
export const qemuSize = (bytes: number): string =>
  bytes % 2 ** 30 === 0 ? `${bytes / 2 ** 30}G` : `${bytes / 2 ** 20}M`;

const pageBytes = 4096;
const gibi = 2 ** 30 / pageBytes;
const fourGiga = 2 ** 32 / pageBytes;

/**
 * Where QEMU's q35 puts the first DIMM: on the next gibibyte above its RAM, and never below 4G. `ramEnd` is what the guest
 * found, in pfns; `mem` is what QEMU was given (`66G`), as `memmap=` can hide some of it from the guest.
 */
export function firstDimm(ramEnd: number, mem: string): number {
  return Math.ceil(Math.max(fourGiga, ramEnd, endOf(mem)) / gibi) * gibi;
}

/** RAM above 2G is moved to 4G and up. */
function endOf(mem: string): number {
  const found = /^(\d+)([MG])$/.exec(mem);
  const pages = (Number(found?.[1] ?? 0) * (found?.[2] === 'G' ? 2 ** 30 : 2 ** 20)) / pageBytes;
  return pages > 2 * gibi ? fourGiga + pages - 2 * gibi : 0;
}

/** Contents of a section of a 64-bit little-endian ELF file. */
export function sectionOf(file: Buffer, name: string): Buffer | undefined {
  const table = Number(file.readBigUInt64LE(0x28));
  const size = file.readUInt16LE(0x3a);
  const header = (index: number) => {
    const at = table + index * size;
    return {
      name: file.readUInt32LE(at),
      start: Number(file.readBigUInt64LE(at + 24)),
      bytes: Number(file.readBigUInt64LE(at + 32)),
    };
  };
  const names = header(file.readUInt16LE(0x3e)).start;
  for (let index = 0; index < file.readUInt16LE(0x3c); index++) {
    const { name: offset, start, bytes } = header(index);
    const end = file.indexOf(0, names + offset);
    if (file.toString('latin1', names + offset, end) === name) return file.subarray(start, start + bytes);
  }
  return undefined;
}

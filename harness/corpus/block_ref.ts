/** A block reference as written, before it is looked up: `block 48`, `d0`, `d0[1]`, `d0[2..5]`, `d0[*]`. */
export type ParsedBlockRef = { block: number } | { dimm: string; from?: number; to?: number; all?: true };

const form = /^([A-Za-z]\w*)(?:\[(?:(\*)|(\d+)(?:\.\.(\d+))?)\])?$/;

/** Reads a block reference; undefined when the text is none. An integer is the block's number in sysfs. */
export function parseBlockRef(ref: string | number): ParsedBlockRef | undefined {
  const text = String(ref).trim();
  const number = /^(?:block\s+)?(\d+)$/.exec(text);
  if (number) return { block: Number(number[1]) };
  const match = form.exec(text);
  if (!match) return undefined;
  const dimm = match[1]!;
  if (match[2] !== undefined) return { dimm, all: true };
  if (match[3] === undefined) return { dimm };
  const from = Number(match[3]);
  return { dimm, from, to: match[4] === undefined ? from : Number(match[4]) };
}

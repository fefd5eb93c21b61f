/** Titles and messages come from fixtures and designs: nothing in them may become markup or break a row. */
export function escapeText(text: string): string {
  return oneLine(text).replace(/[\\`*_<>|[\]]/g, '\\$&');
}

export const code = (text: string): string => `\`${oneLine(text).replace(/`/g, "'")}\``;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f]+/g, ' ');

/** Control characters, line and direction marks, and halves of surrogate pairs: nothing of it is text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/u;
const everyUnsafe = new RegExp(unsafe.source, 'gu');

/**
 * The text with control characters as the pictures Unicode has for them (ESC is ␛), everything else that is no text as
 * a replacement character. A title or an error message then does the same in a terminal, in XML and in a mail: nothing.
 */
export function visible(text: string): string {
  return unsafe.test(text) ? text.replace(everyUnsafe, picture) : text;
}

/** The value with every string in it made visible, keys included. */
export function visibleIn<T>(value: T): T {
  if (typeof value === 'string') return visible(value) as T;
  if (Array.isArray(value)) return value.map(visibleIn) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [visible(key), visibleIn(each)])) as T;
}

/** At most `length` characters, the cut marked. */
export function clipped(text: string, length: number): string {
  return text.length <= length ? text : `${visible(text.slice(0, length - 1))}…`;
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

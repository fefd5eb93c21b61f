/** Breaks at spaces so that no line is longer than `width`, unless a word is; later lines are indented. */
export function wrap(text: string, width: number, hang = 0, indent = 0): string {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let empty = true;
  // Runs of spaces are layout that the caller made; they stay together with the word after them.
  for (const word of text.match(/ *[^ ]+/g) ?? []) {
    if (!empty && line.length + word.length > width) {
      lines.push(line);
      line = ' '.repeat(hang) + word.trimStart();
    } else line += word;
    empty = false;
  }
  lines.push(line);
  return lines.join('\n');
}

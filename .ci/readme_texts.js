// What `compare` prints, cut for a page.

const [begin, end] = ['<!-- compare -->', '<!-- /compare -->'];
const mostLines = 15;

/** The answer and as many lines of the table of faults as there is room for, between the markers of the text. */
export function withAnswer(text, screen) {
  const parts = screen.trimEnd().split('\n\n');
  const [, answer = ''] = parts;
  const table = parts.find((part) => part.includes('fixtures\n')) ?? '';
  const lines = `${answer}\n\n${table}`.split('\n').slice(0, mostLines - 1);
  const [before, rest] = text.split(begin);
  if (rest === undefined || !rest.includes(end)) throw new Error(`there is no ${begin} ... ${end} to put it between`);
  const [, after] = rest.split(end);
  return `${before}${begin}\n\n\`\`\`text\n${[...lines, '...'].join('\n')}\n\`\`\`\n\n${end}${after}`;
}

/** The mail as a page of its own. */
export function mailPage(mail) {
  return [
    '# The case in one mail',
    '',
    '`npx mhp-compare compare --format mail`, in full: what a reviewer can paste into the thread. This page is written by',
    '`node .ci/readme.js`; how designs are ranked stands in [Reports](reports.md#ranking).',
    '',
    '```text',
    mail.trimEnd(),
    '```',
    '',
  ].join('\n');
}

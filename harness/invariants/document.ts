/** The table of docs/invariants.md. */
import { type InvariantListing, listInvariants } from './registry.ts';

const cell = (text: string) => text.replaceAll('|', '\\|');

function row({ id, class: consequence, suffers: { reader, under, how } }: InvariantListing): string {
  const kernels = under.length === 0 ? 'any' : under.join(', ');
  return `| \`${id}\` | ${consequence} | \`${reader}\` | ${kernels} | ${cell(how)} |`;
}

/** Markdown, a row an invariant, in the order they are checked. */
export const invariantTable = (): string =>
  ['| invariant | class | reader that suffers | kernels | what it does to it |', '|---|---|---|---|---|']
    .concat(listInvariants().map(row))
    .join('\n');

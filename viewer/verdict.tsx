import type { PageCell, PageData } from '../harness/render/html/page_types.ts';
import { cellClass, consequenceWord } from './words.ts';

/** A sign and words: the colour says it once more. */
export function Verdict({ cell, data }: { cell: PageCell; data: PageData }) {
  const { glyph, word } = data.words.verdicts[cell.verdict];
  return (
    <span class={`verdict ${cellClass(cell)}`}>
      <span aria-hidden="true">{glyph} </span>
      {word}
      {cell.unchecked.length > 0 && (
        <abbr title={data.words.unconfirmed} aria-label="rests on unconfirmed code">
          °
        </abbr>
      )}
      {cell.consequence !== null && <small>{consequenceWord(data, cell.consequence)}</small>}
    </span>
  );
}

/** A command to be taken over as it stands. */
export function Command({ text }: { text: string }) {
  return <code class="command">$ {text}</code>;
}

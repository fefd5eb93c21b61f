/** What a hunk changes: functions by name, from its header and its lines. */
import { CFollower, type CPlace, placeOfSection } from './c_place.ts';
import type { DiffHunk, HunkLine } from './diff.ts';

export interface Touched extends CPlace {
  /** Whether the hunk's header says so, or its lines. */
  by: 'header' | 'lines';
  /** Nothing but comments and blank lines is changed. */
  commentsOnly: boolean;
}

export interface TouchedByHunk {
  touched: Touched[];
  /** Lines that are changed in a function whose name neither the header nor the lines give. */
  unnamed: string[];
}

const isComment = (text: string): boolean => /^\s*(?:\/\*|\*|\/\/|$)/.test(text);

/** Of a C file. A function that is renamed is touched under both names. */
export function touchedBy({ section, lines }: DiffHunk): TouchedByHunk {
  const said = placeOfSection(section);
  const found = new Map<string, Touched>();
  const unnamed: string[] = [];
  for (const side of ['-', '+'] as const) {
    const follower = new CFollower(said);
    for (const line of lines.filter(({ sign }) => sign === ' ' || sign === side)) {
      const place = follower.next(line.text);
      if (line.sign === side) note(line, place);
    }
  }
  return { touched: [...found.values()], unnamed };

  function note({ text }: HunkLine, place: CPlace | undefined): void {
    if (place === undefined) {
      if (!isComment(text)) unnamed.push(text);
      return;
    }
    if (place.kind === 'file') return;
    const key = `${place.kind} ${place.name}`;
    const by = place === said ? 'header' : 'lines';
    const before = found.get(key);
    found.set(key, {
      ...place,
      by: before?.by ?? by,
      commentsOnly: (before?.commentsOnly ?? true) && isComment(text),
    });
  }
}

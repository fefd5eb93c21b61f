import parseDiff from 'parse-diff';

/** A line of a hunk: `+` and `-` are changes. */
export interface HunkLine {
  sign: ' ' | '+' | '-';
  text: string;
}

export interface DiffHunk {
  /** `@@ -1,7 +1,9 @@` */
  at: string;
  /** What stands behind it, usually the start of the line that begins the function; empty where nothing does. */
  section: string;
  lines: HunkLine[];
}

export interface ChangedFile {
  /** After the patch; before it for a file that goes. */
  path: string;
  change: 'changed' | 'new' | 'deleted' | 'renamed';
  /** Before the patch, where that is another one. */
  from?: string;
  hunks: DiffHunk[];
}

/** The files that a patch changes. Text around the diffs is passed over, quoted diffs in a reply are no diffs. */
export function changedFiles(text: string): ChangedFile[] {
  return parseDiff(text).flatMap((file) => {
    const from = inTree(file.from);
    const to = inTree(file.to);
    const path = to ?? from;
    const renamed = from !== undefined && to !== undefined && from !== to;
    // A line of prose that begins as a header of a diff does.
    if (path === undefined || (file.chunks.length === 0 && !renamed && !file.new && !file.deleted)) return [];
    const change = renamed ? 'renamed' : from === undefined ? 'new' : to === undefined ? 'deleted' : 'changed';
    return [{ path, change, ...(renamed ? { from } : {}), hunks: file.chunks.map(hunkOf) } satisfies ChangedFile];
  });
}

const folders =
  /^(?:Documentation|LICENSES|arch|block|certs|crypto|drivers|fs|include|init|io_uring|ipc|kernel|lib|mm|net|rust|samples|scripts|security|sound|tools|usr|virt)$/;

/** Without the folder that the tree was in, as `diff -u` of two trees has it: `linux-6.1.orig/mm/sparse.c`. */
function inTree(path: string | undefined): string | undefined {
  if (path === undefined || path === '/dev/null') return undefined;
  const words = path.split('/');
  const top = words.findIndex((word, at) => at < words.length - 1 && folders.test(word));
  return words.slice(Math.max(0, top)).join('/');
}

const signs = { normal: ' ', add: '+', del: '-' } as const;

function hunkOf({ content, changes }: parseDiff.Chunk): DiffHunk {
  const [, at = content, section = ''] = /^(@@ .*? @@) ?(.*)$/.exec(content) ?? [];
  const lines = changes
    .filter((change) => !change.content.startsWith('\\'))
    .map((change): HunkLine => ({ sign: signs[change.type], text: change.content.slice(1) }));
  return { at, section: section.trim(), lines };
}

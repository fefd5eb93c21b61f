/** Which function of a C file a line is in, line by line, told by the layout that all of the kernel has. */

export interface CPlace {
  kind: 'function' | 'macro' | 'type' | 'file';
  /** `online_pages`, `struct memory_block`; empty for what is in none. */
  name: string;
}

const ofFile: CPlace = { kind: 'file', name: '' };

/** What stands before a name and in front of brackets as a function does. */
const attributes =
  /\b(?:__attribute__|__printf|__scanf|__must_hold|__acquires|__releases|__aligned|__section|__cond_lock)\b/;

/** The name that a definition gives, of the part of it that is on this line. */
function nameIn(line: string): string | undefined {
  for (const [, name] of line.matchAll(/([A-Za-z_]\w*)\s*\(/g)) {
    if (/^(?:if|while|for|switch|return|sizeof|defined)$/.test(name!)) return undefined;
    if (!attributes.test(name!)) return /^(?:COMPAT_)?SYSCALL_DEFINE\d$/.test(name!) ? syscall(line) : name;
  }
  return undefined;
}

const syscall = (line: string): string | undefined => /DEFINE\d\((\w+)/.exec(line)?.[1];

/** A definition says what is returned before the name, here or on the line before; `EXPORT_SYMBOL(x)` does not. */
const saysType = (line: string): boolean =>
  /^[A-Za-z_][\w\s*]*[\s*][A-Za-z_]\w*\s*\(/.test(line) || /^(?:COMPAT_)?SYSCALL_DEFINE/.test(line);

const withoutComments = (line: string): string =>
  line
    .replace(/\/\*.*?\*\//g, ' ')
    .replace(/\/\*.*|\/\/.*/, '')
    .trimEnd();

const typeIn = (line: string): string | undefined => {
  const [, kind, name] = /^(?:typedef\s+)?(struct|union|enum)\s+(\w+)\s*\{/.exec(line) ?? [];
  return kind === undefined ? undefined : `${kind} ${name}`;
};

/** `DEFINE_MUTEX(x)` defines something, but no function. */
const shouted = /^[A-Z][A-Z0-9_]*$/;

/** The place that the section of a hunk's header names; undefined where it does not say. */
export function placeOfSection(section: string): CPlace | undefined {
  const line = withoutComments(section);
  const type = typeIn(`${line}${line.endsWith('{') ? '' : '{'}`);
  if (type !== undefined) return { kind: 'type', name: type };
  if (line.endsWith(';') || /\s=(?:\s|$)/.test(line)) return ofFile;
  const macro = /^#\s*define\s+(\w+)/.exec(line)?.[1];
  if (macro !== undefined) return undefined;
  const name = nameIn(line);
  if (name === undefined || shouted.test(name)) return undefined;
  return { kind: 'function', name };
}

/**
 * Follows one side of a hunk from its first line on. `at` begins as what the header said, and may be unknown (undefined)
 * until something at the left edge tells.
 */
export class CFollower {
  private at: CPlace | undefined;
  /** A definition of which the body has not begun. */
  private pending: CPlace | undefined;
  private macro = false;
  private returns = false;

  constructor(start: CPlace | undefined) {
    this.at = start;
  }

  /** The place of the next line. */
  next(raw: string): CPlace | undefined {
    const line = withoutComments(raw);
    if (this.macro) {
      const inside = this.at;
      this.macro = line.endsWith('\\');
      if (!this.macro) this.at = ofFile;
      return inside;
    }
    if (/^\s*#/.test(line)) return this.directive(line);
    if (raw.startsWith(' *') || raw.startsWith('/*')) return ofFile;
    if (line === '' || /^[A-Za-z_]\w*:$/.test(line)) return this.pending ?? this.at;
    if (/^\s/.test(line)) return this.indented(line);
    return this.leftEdge(line);
  }

  private directive(line: string): CPlace | undefined {
    const name = /^\s*#\s*define\s+(\w+)/.exec(line)?.[1];
    if (name === undefined) return /^\s*#\s*include/.test(line) ? ofFile : (this.pending ?? this.at);
    const macro: CPlace = { kind: 'macro', name };
    if (line.endsWith('\\')) [this.macro, this.at, this.pending] = [true, macro, undefined];
    return macro;
  }

  private indented(line: string): CPlace | undefined {
    if (this.pending === undefined) {
      // Nothing at file scope is indented: whatever this belongs to began above.
      return this.at;
    }
    const of = this.pending;
    if (line.endsWith('{')) [this.at, this.pending] = [of, undefined];
    else if (line.endsWith(';')) [this.at, this.pending] = [ofFile, undefined];
    return of;
  }

  private leftEdge(line: string): CPlace | undefined {
    if (line.startsWith('{')) {
      this.at = this.pending ?? this.at;
      this.pending = undefined;
      return this.at;
    }
    if (line.startsWith('}')) {
      const of = this.at;
      this.at = ofFile;
      return of;
    }
    const type = typeIn(line);
    if (type !== undefined) {
      this.at = { kind: 'type', name: type };
      return this.at;
    }
    const returned = this.returns;
    this.returns = /^[A-Za-z_][\w\s*]*$/.test(line);
    const name = nameIn(line);
    if (name === undefined || shouted.test(name) || /^[^(]*\s=/.test(line) || !(returned || saysType(line))) {
      [this.at, this.pending] = [ofFile, undefined];
      return ofFile;
    }
    const of: CPlace = { kind: 'function', name };
    if (/[};]$/.test(line)) [this.at, this.pending] = [ofFile, undefined];
    else if (line.endsWith('{')) this.at = of;
    else [this.at, this.pending] = [ofFile, of];
    return of;
  }
}

import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { RecordingError } from './recording.ts';

/** A YAML file that remembers where its values stand, so that an error can say so. */
export class YamlFile {
  private readonly document: Document;
  private readonly lines = new LineCounter();
  readonly file: string;

  /** Throws RecordingError on broken YAML. Aliases are not expanded beyond what a recording could need. */
  constructor(text: string, file: string) {
    this.file = file;
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
    const error = this.document.errors[0];
    if (error === undefined) return;
    const { line, col } = this.lines.linePos(error.pos[0]);
    throw new RecordingError(`${file}:${line}:${col}: ${error.message}`, 'the file is not YAML');
  }

  /** The whole file, checked. Throws RecordingError with line and column at the first fault. */
  as<T>(schema: z.ZodType<T>): T {
    const result = schema.safeParse(this.document.toJS({ maxAliasCount: 0 }));
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    const path = (issue?.path ?? []).map((part) => (typeof part === 'symbol' ? String(part) : part));
    throw this.error(path, `${path.join('.') || 'the file'}: ${issue?.message ?? 'not understood'}`);
  }

  error(path: (string | number)[], message: string, hint?: string): RecordingError {
    const { line, col } = this.position(path);
    return new RecordingError(`${this.file}:${line}:${col}: ${message}`, hint);
  }

  /** Of the value at a path, or of the nearest thing around it that is there. 1-based. */
  position(path: (string | number)[]): { line: number; col: number } {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = depth === 0 ? this.document.contents : this.document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return this.lines.linePos(node.range[0]);
    }
    return { line: 1, col: 1 };
  }
}

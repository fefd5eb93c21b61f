/** Importing a module that may be TypeScript, from anywhere, and telling what is wrong with it. */
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Design } from '../../design.ts';
import { placeOf, placeOfWord, problemAt } from './place.ts';
import type { LoadProblem, WorkerData } from './protocol.ts';
import { resolve } from './resolve_hooks.ts';
import { type SpecComplaint, specComplaint } from './spec_complaints.ts';

/** Makes TypeScript and the name `mhp-compare` importable in this thread. */
async function prepareImports(): Promise<void> {
  // It would keep what it compiled in the system's temporary folder, for a file or two that take it milliseconds.
  process.env['TSX_DISABLE_CACHE'] = '1';
  const { register } = await import('tsx/esm/api');
  // Settings of whatever project the user happens to stand in are none of ours.
  register({ tsconfig: false });
  // Registered last, asked first. Node 22.15 and later run hooks in the thread that imports.
  const { registerHooks } = module as { registerHooks?: (hooks: { resolve: typeof resolve }) => unknown };
  if (registerHooks) registerHooks({ resolve });
  else module.register('./resolve_hooks.js', import.meta.url);
}

/** The design that the module exports, or why there is none. */
export async function loadModule({ file, word }: WorkerData): Promise<Design | LoadProblem> {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    const message = `cannot read it: ${(error as NodeJS.ErrnoException).code}`;
    const hint = 'give the path of a .ts or .js module, from the folder you are in';
    return problemAt(undefined, '', { code: 'unreadable', file: word, message, hint });
  }
  await prepareImports();
  let exported: { default?: unknown };
  try {
    exported = (await import(pathToFileURL(file).href)) as typeof exported;
  } catch (error) {
    return loadFailure(error, source, file, word);
  }
  const complaint = specComplaint(exported.default);
  return complaint === undefined ? (exported.default as Design) : misshapen(complaint, source, word);
}

export const isProblem = (value: Design | LoadProblem): value is LoadProblem => 'code' in value && 'frame' in value;

function misshapen({ key, message, hint }: SpecComplaint, source: string, file: string): LoadProblem {
  const place = (key && placeOfWord(source, key)) || placeOfWord(source, 'export default') || { line: 1, column: 1 };
  return problemAt(place, source, {
    code: key || /\bno `/.test(message) ? 'bad-design' : 'no-design',
    file,
    message,
    hint,
  });
}

function loadFailure(error: unknown, source: string, file: string, word: string): LoadProblem {
  const said = error instanceof Error ? error.message : String(error);
  const about = { file: word, message: oneLine(said) };
  const name = error instanceof Error ? error.name : '';
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT') {
    const missing = /'([^']+)'/.exec(said)?.[1] ?? '';
    const tail = missing
      .split('/')
      .at(-1)!
      .replace(/\.\w+$/, '');
    const message = `cannot find ${tail === '' ? 'a module it imports' : `the module "${tail}" that it imports`}`;
    const hint = "import from 'mhp-compare', from a path to this checkout, or from your own files";
    return problemAt(placeOfWord(source, tail), source, { ...about, message, code: 'does-not-compile', hint });
  }
  const compiler = /:(\d+):(\d+): ERROR: (.*)/.exec(said);
  if (compiler || name === 'SyntaxError' || name === 'TransformError') {
    const place = compiler ? { line: Number(compiler[1]), column: Number(compiler[2]) + 1 } : placeOf(error, file);
    const hint = 'mend the syntax; types are not checked here, your editor or tsc does that';
    return problemAt(place, source, {
      ...about,
      message: compiler?.[3] ?? about.message,
      code: 'does-not-compile',
      hint,
    });
  }
  const message = `the module throws while it is loaded: ${about.message}`;
  const hint = 'a module only declares its design; what it does belongs into the functions of `patch`';
  return problemAt(placeOf(error, file), source, { ...about, message, code: 'throws-on-load', hint });
}

/** What a stranger's module says may hold anything; of that a line is shown. */
function oneLine(text: string): string {
  const clean = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return clean.length > 300 ? `${clean.slice(0, 300)}...` : clean;
}

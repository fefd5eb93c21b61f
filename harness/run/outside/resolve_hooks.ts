/**
 * Where the imports of a design outside the checkout lead: `mhp-compare` is this installation wherever the file lies,
 * and a path into the sources of harness/ or strategies/ is the compiled module that runs, so that there is one copy.
 */
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

interface Context {
  parentURL?: string;
}
interface Resolved {
  url: string;
  format?: string;
  shortCircuit?: boolean;
}
type NextResolve = (specifier: string, context: Context) => Resolved | Promise<Resolved>;

// This module is dist/harness/run/outside/resolve_hooks.js.
const dist = fileURLToPath(new URL('../../..', import.meta.url));
const root = join(dist, '..');

/** The hook `resolve` of node:module, for both its synchronous and its threaded form. */
export function resolve(specifier: string, context: Context, next: NextResolve): Resolved | Promise<Resolved> {
  const compiled = compiledFile(specifier, context.parentURL);
  if (compiled !== undefined) return { url: pathToFileURL(compiled).href, format: 'module', shortCircuit: true };
  const resolved = next(specifier, context);
  return resolved instanceof Promise ? resolved.then(asModule) : asModule(resolved);
}

/** A design is an ES module even where no package.json says so. */
function asModule(resolved: Resolved): Resolved {
  const own = /^file:.*\.[jt]s(\?|$)/.test(resolved.url) && !resolved.url.includes('/node_modules/');
  return own ? { ...resolved, format: 'module' } : resolved;
}

function compiledFile(specifier: string, parentURL: string | undefined): string | undefined {
  if (specifier === 'mhp-compare') return join(dist, 'harness', 'design.js');
  if (!/^(\.{1,2}\/|\/|file:)/.test(specifier)) return undefined;
  if (!specifier.startsWith('file:') && !parentURL?.startsWith('file:')) return undefined;
  const place = fileURLToPath(new URL(specifier, parentURL));
  const below = relative(root, place).split(sep).join('/');
  if (!/^(harness|strategies)\//.test(below)) return undefined;
  const output = join(dist, below.replace(/(\.[jt]s)?$/, '.js'));
  return existsSync(output) ? output : undefined;
}

/** The designs below strategies/, found by looking there: a folder that is copied in is in the next run. */
import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BaseId, Design, Provenance, Source } from '../design.ts';
import { type Kernel, sourceFiles } from '../kernel/link.ts';

export interface DesignListing {
  /** `oscar@v5`; `unpatched` has no revision. */
  id: string;
  name: string;
  revision: string;
  title: string;
  provenance: Provenance;
  source: Source;
  repairs: string[];
  on: BaseId[];
  isDefault: boolean;
  family: string;
  /** The module: below the root for those of strategies/, as the user wrote it for one from elsewhere. */
  file: string;
  /** Base functions it replaces, with those of the patches it stands on, by file of the kernel tree. */
  touches: { file: string; functions: string[] }[];
}

const here = fileURLToPath(import.meta.url);
const strategies = join(dirname(here), '..', '..', 'strategies');

/** Thrown when a module in strategies/ cannot be used; exit code 78. */
export class DesignError extends Error {}

export const designId = (design: Pick<Design, 'id' | 'revision'>): string =>
  design.revision ? `${design.id}@${design.revision}` : design.id;

const sources = new Map<Design, string>();

async function loadModule(file: string): Promise<Design | undefined> {
  const { default: design } = (await import(pathToFileURL(file).href)) as { default?: Design };
  if (design === undefined) return undefined;
  if (typeof design.patch !== 'function' || typeof design.id !== 'string')
    throw new DesignError(`${basename(file)} does not export a design: use defineDesign({...})`);
  sources.set(design, `strategies/${basename(dirname(file))}/${basename(file, extname(here))}.ts`);
  return design;
}

/** A module without default export is a part that designs share. */
async function loadAll(): Promise<Design[]> {
  const extension = extname(here);
  const files = readdirSync(strategies, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((folder) =>
      readdirSync(join(strategies, folder.name))
        .filter((name) => name.endsWith(extension) && !name.endsWith(`.d${extension}`))
        .map((name) => join(strategies, folder.name, name)),
    );
  const designs = (await Promise.all(files.sort().map(loadModule))).filter((design) => design !== undefined);
  const { families } = (await import(pathToFileURL(join(strategies, `families${extension}`)).href)) as {
    families: readonly string[];
  };
  return inOrder(designs, families);
}

/** By family in the order given, families that it does not name behind them, releases last; within one as they were argued. */
export function inOrder(designs: readonly Design[], families: readonly string[]): Design[] {
  const rank = ({ family, provenance }: Design): number => {
    const place = families.indexOf(family);
    return provenance === 'release' ? families.length + 1 : place === -1 ? families.length : place;
  };
  return [...designs].sort(
    (a, b) => rank(a) - rank(b) || (a.order ?? 0) - (b.order ?? 0) || designId(a).localeCompare(designId(b)),
  );
}

const known: Design[] = await loadAll();
export const designs: readonly Design[] = known;

/** Mends of code that several designs share: the files of strategies/shared/fixes/. */
async function loadFixes(): Promise<Design[]> {
  const folder = join(strategies, 'shared', 'fixes');
  const files = readdirSync(folder).filter(
    (name) => name.endsWith(extname(here)) && !name.endsWith(`.d${extname(here)}`),
  );
  const found = await Promise.all(
    files.sort().map(async (name) => (await import(pathToFileURL(join(folder, name)).href)) as { default?: Design }),
  );
  return found.flatMap(({ default: fix }) => (fix ? [fix] : []));
}

export const fixes: readonly Design[] = await loadFixes();

/** Lets the stacks of this thread name a design that is not in strategies/; it takes the place of one with its id. */
export function registerDesign(design: Design): void {
  const same = known.findIndex((each) => designId(each) === designId(design));
  known.splice(same < 0 ? known.length : same, same < 0 ? 0 : 1, design);
}

export function findDesign(id: string): Design | undefined {
  return designs.find((design) => designId(design) === id);
}

/** The design and what it stands on, first applied first, each once. */
export function stackOf(design: Design): Design[] {
  const stack: Design[] = [];
  for (const each of [...(design.over ?? []).flatMap(stackOf), design]) if (!stack.includes(each)) stack.push(each);
  return stack;
}

let fileOfFunction: Map<string, string> | undefined;
function touches(design: Design): DesignListing['touches'] {
  // Defining a file's functions reads nothing but the geometry; a stand-in is enough to learn their names.
  const nothing: unknown = new Proxy(() => nothing, { get: () => nothing });
  fileOfFunction ??= new Map(
    sourceFiles.flatMap(({ file, define }) =>
      Object.keys(define(nothing as Kernel)).map((name) => [name, file] as const),
    ),
  );
  const byFile = new Map<string, Set<string>>();
  for (const each of stackOf(design))
    for (const name of Object.keys(each.replaces)) {
      const file = fileOfFunction.get(name) ?? 'unknown';
      byFile.set(file, (byFile.get(file) ?? new Set()).add(name));
    }
  return [...byFile]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([file, functions]) => ({ file, functions: [...functions].sort() }));
}

export const listDesigns = (): DesignListing[] => designs.map(listingOf);

export function listingOf(design: Design): DesignListing {
  return {
    id: designId(design),
    name: design.id,
    revision: design.revision,
    title: design.title,
    provenance: design.provenance,
    source: design.source,
    repairs: design.repairs ?? [],
    on: design.on,
    isDefault: design.isDefault ?? false,
    family: design.family,
    file: sources.get(design) ?? design.over?.map((each) => sources.get(each)).find(Boolean) ?? '',
    touches: touches(design),
  };
}

/** The designs below strategies/, found by looking there: a folder that is copied in is in the next run. */
import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BaseId, Design, Provenance, Source } from '../design.ts';
import { type Hunk, type Kernel, type KernelFunctions, sourceFiles } from '../kernel/link.ts';
import { originOf, setOrigin } from './function_text.ts';

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
class DesignError extends Error {}

export const designId = (design: Pick<Design, 'id' | 'revision'>): string =>
  design.revision ? `${design.id}@${design.revision}` : design.id;

interface Module {
  /** Path below the root, of the TypeScript source. */
  file: string;
  design: Design;
  isDefault: boolean;
}

const isDesign = (value: unknown): value is Design =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Design>).patch === 'function';

/** Designs and mends that a module exports, each with where it is written. */
async function loadModule(name: string): Promise<Module[]> {
  const exported = (await import(pathToFileURL(join(strategies, name)).href)) as Record<string, unknown>;
  if (
    exported['default'] !== undefined &&
    !(isDesign(exported['default']) && typeof exported['default'].id === 'string')
  )
    throw new DesignError(`${basename(name)} does not export a design: use defineDesign({...})`);
  const file = `strategies/${name.replaceAll('\\', '/').replace(/\.js$/, '.ts')}`;
  return Object.entries(exported).flatMap(([key, value]) =>
    [value]
      .flat()
      .filter(isDesign)
      .map((design) => ({ file, design, isDefault: key === 'default' })),
  );
}

async function loadAll(): Promise<Module[]> {
  const extension = extname(here);
  const names = readdirSync(strategies, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith(extension) && !name.endsWith(`.d${extension}`),
  );
  const all = (await Promise.all(names.sort().map(loadModule))).flat();
  const each = all.filter(({ design }, at) => all.findIndex((other) => other.design === design) === at);
  for (const { file, design } of each) setOrigin(design, { file, mend: /^(?:fix|repair):(.*)/.exec(design.id)?.[1] });
  return each;
}

/** Everything that strategies/ exports: designs, what they stand on, and mends. */
export const modules: readonly Module[] = await loadAll();

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

const { families } = (await import(pathToFileURL(join(strategies, `families${extname(here)}`)).href)) as {
  families: readonly string[];
};

/** A module without default export is a part that designs share. */
const isColumn = ({ design, isDefault }: Module): boolean => isDefault && !design.id.startsWith('fix:');

const known: Design[] = inOrder(
  modules.filter(isColumn).map(({ design }) => design),
  families,
);
export const designs: readonly Design[] = known;

/** Mends of code that several designs share: the files of strategies/shared/fixes/. */
export const fixes: readonly Design[] = modules.flatMap(({ design }) => (design.id.startsWith('fix:') ? [design] : []));

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

/** Stands in for a kernel: defining functions reads nothing but the geometry. */
const nothing: unknown = new Proxy(() => nothing, { get: () => nothing });

let fileOfFunction: Map<string, string> | undefined;
function touches(design: Design): DesignListing['touches'] {
  fileOfFunction ??= new Map(
    sourceFiles.flatMap(({ file, define }) =>
      Object.keys(define(nothing as Kernel)).map((name) => [name, file] as const),
    ),
  );
  const byFile = new Map<string, Set<string>>();
  for (const each of stackOf(design))
    for (const name of namesOf(each)) {
      const file = fileOfFunction.get(name);
      if (file !== undefined) byFile.set(file, (byFile.get(file) ?? new Set()).add(name));
    }
  return [...byFile]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([file, functions]) => ({ file, functions: [...functions].sort() }));
}

/** Functions that a design defines; none for one whose patch cannot be made. */
function namesOf(design: Design): string[] {
  try {
    return Object.keys(design.patch(nothing as Kernel, nothing as KernelFunctions, nothing as Hunk));
  } catch {
    return [];
  }
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
    file: originOf(design)?.file ?? design.over?.map((each) => originOf(each)?.file).find(Boolean) ?? '',
    touches: touches(design),
  };
}

import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Runner } from '../compare/fixture_part.ts';
import { formatProblem } from '../corpus/format_problem.ts';
import type { Problem } from '../corpus/problem.ts';
import { projectRoot } from '../corpus/root.ts';
import { type DesignListing, listDesigns } from '../run/designs.ts';
import type { OutsideDesign } from '../run/outside/open_design.ts';
import { Failure } from './exit.ts';
import { type DesignChoice, selectDesigns } from './select.ts';
import { wantsColor } from './terminal.ts';

export interface ChosenDesigns {
  /** Reference first, then those of strategies/ in their order, then those from files. */
  listings: DesignListing[];
  /** True when a thread of its own runs some of them. */
  hasOutside: boolean;
  /** Those, by id. */
  outside: ReadonlyMap<string, OutsideDesign>;
  /** Loads the model, and gives what runs one fixture on one of the listings, with observations. */
  runner(): Promise<Runner>;
  /** Ends the threads; without it the program does not end. */
  close(): Promise<void>;
}

/** A word that names a module, not a design of strategies/. Ids and globs hold no slash and no extension. */
export const isFileWord = (word: string): boolean => /[\\/]|\.[cm]?[jt]s$/.test(word);

/**
 * Designs by id, glob or file. Files alone join the default designs, or `alone` stay alone; with ids or globs beside
 * them only these run. Throws a Failure, exit 78 for a module that is no design.
 */
export async function chooseDesigns(
  choice: DesignChoice & { without?: readonly string[]; timeLimit?: number },
  { alone = false } = {},
): Promise<ChosenDesigns> {
  const all = listDesigns();
  const words = choice.design.map((word) => bundledId(word, all) ?? word);
  const files = words.filter(isFileWord);
  const names = words.filter((word) => !isFileWord(word));
  const wanted = names.length > 0 || !alone || files.length === 0;
  const bundled = wanted ? selectDesigns(all, { ...choice, design: names }) : [];
  const outside = await openAll([...new Set(files)], all, choice);
  const without = choice.without ?? [];
  return {
    listings: [...bundled, ...[...outside.values()].map(({ listing }) => listing)],
    hasOutside: outside.size > 0,
    outside,
    async runner() {
      const { runFixture } = await import('../run/run.ts');
      return (fixture, design, what) => {
        const stack = `${choice.base}+${design}`;
        const stranger = outside.get(design);
        if (stranger) return stranger.run(fixture, stack, { without, ...what });
        return runFixture(fixture, stack, { without, ...what });
      };
    },
    async close() {
      for (const each of outside.values()) await each.close();
    },
  };
}

/** A module of strategies/ is the design that it is in every other run. */
function bundledId(word: string, all: readonly DesignListing[]): string | undefined {
  if (!isFileWord(word)) return undefined;
  const real = realPath(word);
  return real && all.find(({ file }) => realPath(join(projectRoot(), file)) === real)?.id;
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

async function openAll(
  files: readonly string[],
  bundled: readonly DesignListing[],
  { base, timeLimit }: { base?: string | undefined; timeLimit?: number },
): Promise<Map<string, OutsideDesign>> {
  const opened = new Map<string, OutsideDesign>();
  try {
    for (const file of files) {
      const design = await open(file, timeLimit);
      const { id, on } = design.listing;
      const taken = opened.get(id)?.listing.file ?? bundled.find((each) => each.id === id)?.file;
      opened.set(taken === undefined ? id : file, design);
      if (taken !== undefined)
        throw new Failure('badDesign', `${file}: ${taken} is ${id} already`, 'give yours another `id` or `revision`');
      if (base !== undefined && !(on as readonly string[]).includes(base))
        throw new Failure('noMatch', `${file} has no port to ${base}`, `it runs on ${on.join(', ')}: --base`);
    }
  } catch (error) {
    for (const design of opened.values()) await design.close();
    throw error;
  }
  return opened;
}

async function open(file: string, work: number | undefined): Promise<OutsideDesign> {
  const { DesignLoadError, openDesign } = await import('../run/outside/open_design.ts');
  try {
    return await openDesign(file, work === undefined ? {} : { work });
  } catch (error) {
    if (!(error instanceof DesignLoadError)) throw error;
    const told = formatProblem(error.problem as unknown as Problem, { color: wantsColor(process.stderr) });
    throw new Failure('badDesign', `${file} is no design\n${told}`);
  }
}

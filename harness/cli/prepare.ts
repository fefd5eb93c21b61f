import { toolVersion } from '../corpus/root.ts';
import type { DesignListing } from '../run/designs.ts';
import { type Header, type ReportDesign, schemaVersion } from '../types/report.ts';
import { type ChosenDesigns, isFileWord } from './choose_designs.ts';
import type { Task } from './compute.ts';
import type { SharedOptions } from './options.ts';
import { readingsBeside } from './readings.ts';
import { loadFixtures } from './select.ts';

/** Which fixtures run on which designs. */
export type Selection = Omit<SharedOptions, 'format'> & { threads?: number };

/** Loads and selects. What cannot be read is told on standard error; the rest is run all the same. */
export async function prepare(options: Selection, chosen: ChosenDesigns): Promise<Task> {
  const designs = chosen.listings;
  const { fixtures, problems, hash } = await loadFixtures(options.fixture, options.shard);
  const header: Header = {
    schemaVersion,
    tool: `mhp-compare ${toolVersion()}`,
    base: options.base,
    corpus: { hash, fixtures: fixtures.length },
    designs: designs.map((design) => reportDesign(design, chosen.outside.has(design.id))),
    reference: referenceOf(designs),
    without: options.without,
    problems: problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
    ...(options.shard ? { shard: `${options.shard.index}/${options.shard.count}` } : {}),
    ...revisionsBeside(options, designs),
  };
  return { header, fixtures, chosen, threads: options.threads, quiet: options.quiet };
}

function reportDesign(listing: DesignListing, isOutside: boolean): ReportDesign {
  const { id, title, provenance, source, touches, family, file } = listing;
  return { id, title, provenance, source, family, ...(isOutside ? { file } : {}), touches };
}

/** The default comparison shows one reading of each idea; the others run too, so that nobody is judged by a straw man. */
function revisionsBeside(options: Selection, designs: readonly DesignListing[]): Pick<Header, 'revisions'> {
  if (options.design.some((word) => !isFileWord(word)) || options.allRevisions) return {};
  return readingsBeside(options.base, designs);
}

/** The kernel as released, where it is among the designs, otherwise the first one. */
export function referenceOf(designs: readonly DesignListing[]): string {
  return (designs.find((design) => design.provenance === 'release') ?? designs[0]!).id;
}

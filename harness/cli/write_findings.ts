import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Exploration, ExploredFault } from '../explore/exploration.ts';
import { fixtureOfWalk, fixtureText } from '../explore/scenario.ts';
import type { WalkTask } from '../explore/task.ts';
import { Failure } from './exit.ts';

/**
 * Keeps each fault that the corpus does not show as a fixture: one file each in a folder, or one fault alone in a file.
 * Returns what was written. Throws a Failure where one file is to hold several.
 */
export async function writeFindings(told: Exploration, place: string, tasks: readonly WalkTask[]): Promise<string[]> {
  const faults = told.faults.filter(({ known }) => !known);
  const isFile = /\.ya?ml$/.test(place);
  if (isFile && faults.length > 1)
    throw new Failure(
      'usage',
      `${place} is to hold one fault, and there are ${faults.length}`,
      'name a folder, or one --design',
    );
  return faults.map((fault) => {
    const file = isFile ? place : join(place, `${fault.id.replace(/[^a-z0-9_]+/gi, '-')}.yaml`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, textOf(fault, told, tasks));
    return file;
  });
}

function textOf(fault: ExploredFault, told: Exploration, tasks: readonly WalkTask[]): string {
  const { machine } = tasks.find((task) => task.machine.id === fault.machine)!;
  const fixture = fixtureOfWalk(machine, told.alphabet, told.blocks, fault.steps);
  const about = `Found by explore: the shortest of all sequences of the ${told.alphabet} alphabet over ${told.blocks} blocks that shows it with ${fault.designs.join(', ')} on ${told.base}.`;
  return fixtureText(fixture!, fault.title, about);
}

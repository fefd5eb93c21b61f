import { loadCorpus, loadMachines } from '../corpus/load.ts';
import type { ListRow } from './list.ts';

export async function fixtureRows(): Promise<ListRow[]> {
  const { fixtures } = await loadCorpus();
  return fixtures.map(({ id, title, topic, file, hash, machine, claims, steps }) => ({
    id,
    title,
    topic,
    file,
    hash,
    machine: machine.id,
    claims,
    steps: steps.map((step) => step.title),
  }));
}

export async function machineRows(): Promise<ListRow[]> {
  const { machines } = await loadMachines();
  return [...machines.values()].map(({ id, title, arch, pageBytes, pagesPerBlock, config }) => ({
    id,
    title,
    arch,
    pageBytes,
    pagesPerBlock,
    config,
  }));
}

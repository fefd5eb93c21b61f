/** Walks as tests ask for them: one design on one preset. */

import { readYaml } from '../../harness/corpus/files.ts';
import { readAllMachines } from '../../harness/corpus/read_corpus.ts';
import { projectRoot } from '../../harness/corpus/root.ts';
import type { StateGraph } from '../../harness/explore/graph.ts';
import { type WalkTask, walkOf } from '../../harness/explore/task.ts';
import type { LinkPatch } from '../../harness/kernel/link.ts';
import type { Machine } from '../../harness/types/scenario.ts';

export const machines: ReadonlyMap<string, Machine> = new Map(
  readAllMachines(readYaml(projectRoot(), 'fixtures/machines')).machines,
);

export interface Asked extends Partial<Omit<WalkTask, 'machine'>> {
  machine?: string;
  patches?: readonly LinkPatch[];
  stop?(): string | undefined;
}

export const taskOf = ({ machine = 'x86-64-128M', patches: _, stop: __, ...asked }: Asked = {}): WalkTask => ({
  design: 'david@v10',
  base: 'linux@5.12',
  machine: machines.get(machine)!,
  alphabet: 'default',
  blocks: 1,
  maxStates: 1_000_000,
  without: [],
  ...asked,
});

export const walked = (asked: Asked = {}): StateGraph =>
  walkOf(taskOf(asked), {
    ...(asked.patches ? { patches: asked.patches } : {}),
    ...(asked.stop ? { stop: asked.stop } : {}),
  });

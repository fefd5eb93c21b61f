/** What the outcomes of a scenario's steps say by themselves about blocks, without any model of the kernel between. */
import type { Scalar } from '../../harness/types/observation.ts';
import type { Action, Fixture } from '../../harness/types/scenario.ts';

/** Of a block after a step; undefined where the outcomes do not tell. */
export type BlockState = 'online' | 'offline' | 'gone' | undefined;

const goesOnline = new Set(['MEM_GOING_ONLINE', 'MEM_PREPARE_ONLINE']);

class Blocks {
  readonly #known = new Map<number, BlockState>();
  readonly #fixture: Fixture;
  readonly #places = new Map<string, [first: number, pages: number]>();
  #comesOnline: boolean;
  #refusers = new Set<string>();

  constructor(fixture: Fixture) {
    this.#fixture = fixture;
    this.#comesOnline = fixture.machine.config.default_online !== 'offline';
  }

  at(block: number): BlockState {
    if (this.#known.has(block)) return this.#known.get(block);
    return block * this.#fixture.machine.pagesPerBlock < this.#fixture.machine.firstHotPfn ? 'online' : 'gone';
  }

  /** A step of several actions that was refused leaves in the dark which of them were. */
  take(actions: readonly Action[], ret: string | number | undefined): void {
    const outcome = ret === 0 ? 'done' : ret === undefined || actions.length > 1 ? 'unclear' : 'refused';
    for (const action of actions) {
      this.#arm(action);
      if (outcome === 'refused') continue;
      for (const [block, state] of this.#changes(action))
        this.#known.set(block, outcome === 'done' ? state : undefined);
    }
  }

  #arm(action: Action): void {
    if (action.op === 'fail') this.#refusers.add(action.function);
    if (action.op !== 'inject' || !goesOnline.has(action.action)) return;
    if (action.errno === 0) this.#refusers.delete(action.action);
    else this.#refusers.add(action.action);
  }

  #range(first: number, pages: number, state: BlockState): [number, BlockState][] {
    const size = this.#fixture.machine.pagesPerBlock;
    return Array.from({ length: Math.floor(pages / size) }, (_, i) => [first / size + i, state]);
  }

  #changes(action: Action): [number, BlockState][] {
    const added = this.#comesOnline ? (this.#refusers.size > 0 ? undefined : 'online') : 'offline';
    switch (action.op) {
      case 'add':
        this.#places.set(action.dimm, [action.at!, action.pages]);
        return this.#range(action.at!, action.pages, added);
      case 'online':
      case 'online_kernel':
      case 'online_movable':
        return [[Number(action.block), 'online']];
      case 'offline':
        return [[Number(action.block), 'offline']];
      case 'remove':
        return this.#range(...(this.#places.get(action.dimm) ?? [0, 0]), 'gone');
      case 'remove_memory':
        return this.#range(Number(action.block) * this.#fixture.machine.pagesPerBlock, action.pages, 'gone');
      case 'write':
        if (action.file === 'auto_online_blocks') this.#comesOnline = action.value !== 'offline';
        if (action.file === 'online') return [[Number(action.block), action.value === '1' ? 'online' : 'offline']];
        return [];
      case 'call':
        if (/remove_memory$/.test(action.function)) return this.#range(action.first!, action.pages!, 'gone');
        return /add_memory/.test(action.function) ? this.#range(action.first!, action.pages!, added) : [];
      default:
        return [];
    }
  }
}

/** By step of the scenario the state of every block after it. */
export function follow(fixture: Fixture): ((block: number) => BlockState)[] {
  return fixture.steps.map((_, last) => {
    const blocks = new Blocks(fixture);
    for (const { actions, expect } of fixture.steps.slice(0, last + 1)) blocks.take(actions, expect?.ret);
    return (block) => blocks.at(block);
  });
}

/** What a field's value has to be if blocks are in that state; undefined where that does not settle it. */
export function settled(field: string, states: readonly BlockState[]): Scalar | undefined {
  if (states.includes(undefined)) return undefined;
  const all = (state: BlockState): boolean => states.every((each) => each === state);
  if (field === 'block.state') return states[0];
  if (field === 'page.online') return all('online') ? 1 : undefined;
  if (field === 'resource') return all('gone') ? 0 : states.includes('gone') ? undefined : 1;
  return field === 'section.flags' && all('gone') ? 0 : undefined;
}

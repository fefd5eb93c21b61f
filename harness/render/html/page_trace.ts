import type { Observation } from '../../types/observation.ts';
import type { Trace, TraceMachine } from '../../types/trace.ts';

/** What was seen in one fixture. Most fields stay as they are from state to state: each value of a field is there once. */
export interface PageTrace {
  machine: TraceMachine;
  fields: [name: string, values: Observation[string][]][];
  /** Per state and field the number of the value, -1 for a field that the state does not have. */
  states: number[][];
  /** In the order of the designs: the number of the state after each step. */
  byDesign: number[][];
}

export function pageTrace({ machine, states, byDesign }: Trace, designs: readonly string[]): PageTrace {
  const fields = [...new Set(states.flatMap((state) => Object.keys(state)))].map((name) => {
    const texts = new Set(states.flatMap((state) => (name in state ? [JSON.stringify(state[name])] : [])));
    return { name, texts: [...texts] };
  });
  return {
    machine,
    fields: fields.map(({ name, texts }) => [name, texts.map((text) => JSON.parse(text))]),
    states: states.map((state) => fields.map(({ name, texts }) => texts.indexOf(JSON.stringify(state[name])))),
    byDesign: designs.map((id) => byDesign[id] ?? []),
  };
}

/** The states as they were seen. Runs in the page: no Node in here. */
export function statesIn({ fields, states }: PageTrace): Observation[] {
  return states.map((numbers) => {
    const own = fields.filter((_, at) => numbers[at] !== -1);
    return Object.fromEntries(own.map((field) => [field[0], field[1][numbers[fields.indexOf(field)]!]!]));
  });
}

import { useState } from 'preact/hooks';
import { differencesOf } from '../harness/compare/differences.ts';
import type { Observation } from '../harness/types/observation.ts';
import { Scrolls } from './scrolls.tsx';
import { type Alike, isGone } from './seen.ts';

interface DiffProps {
  groups: readonly Alike[];
  states: readonly Observation[];
  /** What the designs showed a step earlier. */
  before: readonly Alike[];
}

/** Every value of which two designs, or two steps, hold different ones. */
export function StateDiff({ groups: all, states, before }: DiffProps) {
  const [mode, setMode] = useState<'designs' | 'steps'>('designs');
  const groups = all.filter(({ state }) => !isGone(states[state]));
  const gone = all.filter((group) => !groups.includes(group)).flatMap(({ designs }) => designs);
  return (
    <>
      <fieldset class="switch">
        <legend>Compare</legend>
        <label>
          <input type="radio" name="diff" checked={mode === 'designs'} onChange={() => setMode('designs')} /> the
          designs
        </label>
        <label>
          <input type="radio" name="diff" checked={mode === 'steps'} onChange={() => setMode('steps')} /> with the step
          before
        </label>
      </fieldset>
      {gone.length > 0 && <p class="note">Left out, for the machine is gone: {gone.join(', ')}.</p>}
      {mode === 'designs' ? (
        <DiffTable
          heads={groups.map(({ designs }) => designs.join(' = '))}
          columns={groups.map(({ state }) => states[state]!)}
        />
      ) : (
        groups.map(({ designs, state }) => {
          const earlier = before.find((group) => group.designs.includes(designs[0]!));
          const columns = [earlier === undefined ? {} : states[earlier.state]!, states[state]!];
          return (
            <section key={state}>
              <h3>{designs.join(' = ')}</h3>
              <DiffTable heads={['before', 'after']} columns={columns} />
            </section>
          );
        })
      )}
    </>
  );
}

function DiffTable({ heads, columns }: { heads: string[]; columns: Observation[] }) {
  const rows = differencesOf(columns);
  if (columns.length < 2) return <p class="answer c-ok">✔ Every design that got here shows the same.</p>;
  if (rows.length === 0) return <p class="note">Nothing.</p>;
  return (
    <Scrolls label="Values that differ">
      <table class="diff">
        <thead>
          <tr>
            <th scope="col">value</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, key, values }) => (
            <tr key={`${field} ${key}`}>
              <th scope="row">
                <code>{field}</code> {key}
              </th>
              {values.map((value, at) => (
                <td key={heads[at]} class={value === values[0] ? '' : 'other'}>
                  {value === null ? <span class="dim">none</span> : value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

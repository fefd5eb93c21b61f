import { useState } from 'preact/hooks';
import { differencesOf, type ValueDifference } from '../harness/compare/differences.ts';
import { byImportance } from '../harness/compare/importance.ts';
import type { Observation } from '../harness/types/observation.ts';
import type { Violation } from '../harness/types/result.ts';
import { Scrolls } from './scrolls.tsx';
import { type Alike, isGone } from './seen.ts';

interface DiffProps {
  groups: readonly Alike[];
  states: readonly Observation[];
  /** What the designs showed a step earlier. */
  before: readonly Alike[];
  /** What goes wrong up to this step: what it names is told first. */
  wrong: readonly Pick<Violation, 'class' | 'where'>[];
  reference: string;
}

/** Every value of which two designs, or two steps, hold different ones. */
export function StateDiff({ groups: all, states, before, wrong, reference }: DiffProps) {
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
        <DesignsDiff groups={groups} states={states} wrong={wrong} reference={reference} />
      ) : (
        groups.map(({ designs, state }) => {
          const earlier = before.find((group) => group.designs.includes(designs[0]!));
          const columns = [earlier === undefined ? {} : states[earlier.state]!, states[state]!];
          const rows = byImportance(differencesOf(columns), wrong);
          return (
            <section key={state}>
              <h3>{designs.join(' = ')}</h3>
              <DiffTable heads={['before', 'after']} rows={rows} />
            </section>
          );
        })
      )}
    </>
  );
}

/** What differs between designs, and apart from it what all of them show otherwise than the reference. */
function DesignsDiff({ groups, states, wrong, reference }: Omit<DiffProps, 'before'>) {
  if (groups.length < 2) return <p class="answer c-ok">✔ Every design that got here shows the same.</p>;
  const heads = groups.map(({ designs }) => designs.join(' = '));
  const rows = byImportance(differencesOf(groups.map(({ state }) => states[state]!)), wrong);
  const isRival = groups.map(({ designs }) => designs.some((design) => design !== reference));
  if (isRival.filter((rival) => rival).length < 2) return <DiffTable heads={heads} rows={rows} />;
  const isBetween = ({ values }: ValueDifference) => new Set(values.filter((_, at) => isRival[at])).size > 1;
  const alike = rows.filter((row) => !isBetween(row));
  return (
    <>
      <DiffTable heads={heads} rows={rows.filter(isBetween)} />
      {alike.length > 0 && (
        <details>
          <summary>
            {alike.length} more: alike on every design, and not as on {reference}
          </summary>
          <DiffTable heads={heads} rows={alike} />
        </details>
      )}
    </>
  );
}

function DiffTable({ heads, rows }: { heads: string[]; rows: readonly ValueDifference[] }) {
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

import { useMemo } from 'preact/hooks';
import { statesIn } from '../harness/render/html/page_trace.ts';
import type { PageFixture } from '../harness/render/html/page_types.ts';
import type { ConsequenceClass } from '../harness/types/result.ts';
import type { ViewProps } from './app.tsx';
import { Claim } from './claims_view.tsx';
import { CostBars } from './cost_bars.tsx';
import { filtered } from './filters.tsx';
import { MemoryMaps } from './memory_maps.tsx';
import { seenAlike } from './seen.ts';
import { StateDiff } from './state_diff.tsx';
import { Steps } from './steps.tsx';
import { Command, Verdict } from './verdict.tsx';
import { cellClass, classOf } from './words.ts';

/** One fixture: verdicts, the steps with a slider, the memory of every design at a step, what differs, what it costs. */
export function FixtureView({ data, here }: ViewProps) {
  const { address } = here;
  const fixture = data.fixtures.find(({ id }) => id === address.fixture);
  const trace = fixture?.trace ?? null;
  const states = useMemo(() => (trace === null ? [] : statesIn(trace)), [trace]);
  if (fixture === undefined)
    return (
      <>
        <h1>No such fixture</h1>
        <p>
          This report has no fixture “{address.fixture}”.{' '}
          <a href={here.link({ view: 'summary' })}>Back to the summary</a>
        </p>
      </>
    );
  const step = Math.min(address.step, fixture.steps.length - 1);
  const shown = filtered(data, address.filters);
  const at = shown.indexOf(fixture);
  const claims = data.claims.filter(({ id, fixtures }) => fixture.claims.includes(id) || fixtures.includes(fixture.id));
  const designs = data.designs.map(({ id }) => id);
  const groups = trace === null ? [] : seenAlike(trace, designs, step);
  return (
    <>
      <p class="crumbs">
        <a href={here.link({ view: 'fixtures' })}>All fixtures</a>
        {at > 0 && <a href={here.link({ view: 'fixture', fixture: shown[at - 1]!.id })}>← {shown[at - 1]!.id}</a>}
        {at !== -1 && at < shown.length - 1 && (
          <a href={here.link({ view: 'fixture', fixture: shown[at + 1]!.id })}>{shown[at + 1]!.id} →</a>
        )}
      </p>
      <h1>{fixture.id}</h1>
      <p class="lead">{fixture.title}</p>
      <p class="note">
        {trace !== null && <>{trace.machine.title}; </>}
        <code>{fixture.file}</code>
        {!fixture.featureOn && '; memmap_on_memory is off'}
        {fixture.claims.length > 0 && (
          <>
            ; claims{' '}
            {fixture.claims.map((claim) => (
              <a
                key={claim}
                class="chip"
                href={here.link({ view: 'fixtures', filters: { ...address.filters, differ: 'all', claim } })}
              >
                {claim}
              </a>
            ))}
          </>
        )}
      </p>
      <Parting fixture={fixture} />

      <h2 id="steps">Step by step</h2>
      <Steps data={data} fixture={fixture} step={step} onStep={(next) => here.change({ step: next })} />
      {trace === null ? (
        <p class="note">
          This report carries no observations, so there is no map: write it with <code>compare --format html</code>, or
          with <code>--observations</code>.
        </p>
      ) : (
        <>
          <h2>Memory after step {step + 1}</h2>
          <MemoryMaps trace={trace} states={states} groups={groups} chosen={address.design} />
          <h2>State that differs after step {step + 1}</h2>
          <StateDiff
            groups={groups}
            states={states}
            before={step === 0 ? [] : seenAlike(trace, designs, step - 1)}
            wrong={fixture.cells.flatMap(({ violations }) =>
              violations
                .filter((violation) => violation.step <= step)
                .map(({ consequence, where }) => ({ class: consequence as ConsequenceClass, where })),
            )}
            reference={data.reference}
          />
        </>
      )}

      <h2>Verdicts</h2>
      <div class="verdicts">
        {fixture.cells.map((cell, index) => (
          <details key={designs[index]} class={`finding ${cellClass(cell)}`} open={designs[index] === address.design}>
            <summary>
              <strong>{designs[index]}</strong> <Verdict cell={cell} data={data} />
            </summary>
            <ul>
              {cell.violations.map((one) => (
                <li key={`${one.step} ${one.invariant} ${one.where} ${one.message}`} class={classOf(one.consequence)}>
                  {one.consequence}
                  {one.only !== '' && ` (${one.only})`}: {one.invariant},{' '}
                  <a
                    href={here.link({ view: 'fixture', fixture: fixture.id, step: one.step, design: designs[index]! })}
                  >
                    step {one.step + 1}
                  </a>
                  : {one.message}
                  {one.where !== '' && ` (at ${one.where})`}
                  {one.claims.length > 0 && ` [${one.claims.join(', ')}]`}
                </li>
              ))}
              {cell.violations.length === 0 && cell.failure !== '' && <li>{cell.failure}</li>}
            </ul>
            <p class="note">
              {cell.checked} of {cell.checked + cell.unchecked.length} model functions behind it confirmed by real
              kernels
              {cell.unchecked.length > 0 &&
                `; not: ${cell.unchecked.map((name) => name.replace(/^[^:]*:/, '')).join(', ')}`}
              .
            </p>
            <Command text={cell.replay} />
          </details>
        ))}
      </div>

      <h2>Counted work</h2>
      <CostBars data={data} fixture={fixture} />

      {claims.length > 0 && <h2>Claims that this fixture bears on</h2>}
      {claims.map((claim) => (
        <Claim key={claim.id} claim={claim} here={here} data={data} />
      ))}
    </>
  );
}

/** Which designs behave alike, and the first value in which they do not. */
function Parting({ fixture }: { fixture: PageFixture }) {
  const { divergence, groups } = fixture;
  if (divergence === null) return <p class="answer c-ok">✔ All designs behave the same.</p>;
  const feature = divergence.ofFeature ? ', which is the feature itself' : '';
  const what = divergence.field === 'ret' ? 'what it returns' : `${divergence.field} ${divergence.key}`;
  return (
    <div class="parting">
      <p>
        <strong>{groups.map((group) => group.join(' = ')).join(' ≠ ')}</strong>
      </p>
      <p>
        They first part at step {divergence.step + 1} {divergence.title}, in {what.trim()}
        {feature}:
      </p>
      <ul>
        {divergence.values.map(({ designs, value }) => (
          <li key={designs.join()}>
            <code>{value ?? 'none'}</code> on {designs.join(', ')}
          </li>
        ))}
      </ul>
    </div>
  );
}

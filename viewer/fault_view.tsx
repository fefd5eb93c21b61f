import { useMemo } from 'preact/hooks';
import { statesIn } from '../harness/render/html/page_trace.ts';
import type { PageFault } from '../harness/render/html/page_types.ts';
import type { ViewProps } from './app.tsx';
import { MemoryMaps } from './memory_maps.tsx';
import { Command } from './verdict.tsx';
import { classOf, plural } from './words.ts';

/** One fault: the shortest scenario, what goes wrong first and who did it, the memory beside the reference's. */
export function FaultView({ data, here }: ViewProps) {
  const fault = data.faults.find(({ id }) => id === here.address.fault);
  if (fault === undefined)
    return (
      <>
        <h1>No such fault</h1>
        <p>
          This report has no fault “{here.address.fault}”. <a href={here.link({ view: 'summary' })}>All faults</a>
        </p>
      </>
    );
  const { firstWrong, scenario } = fault;
  const settings = Object.entries(scenario.config).map(([name, value]) => `${name}=${value}`);
  return (
    <>
      <p class="crumbs">
        <a href={here.link({ view: 'summary' })}>All faults</a>
      </p>
      <h1>{fault.title}</h1>
      <p class={`answer ${classOf(fault.consequence)}`}>
        {fault.consequence}, {fault.takes === '' ? 'on a plain kernel' : fault.takes}; in{' '}
        {data.designs
          .filter((_, at) => fault.has[at])
          .map(({ id }) => id)
          .join(', ')}
      </p>
      <h2>Shortest scenario</h2>
      <p class="note">
        {scenario.machine}
        {settings.length > 0 && `, ${settings.join(', ')}`}; cut from {scenario.fixture}
      </p>
      <ol class="scenario">
        {scenario.steps.map((step, at) => (
          <li key={`${at} ${step}`} class={at === firstWrong.step ? 'wrong-step' : ''}>
            <code>{step}</code>
            {at === firstWrong.step && (
              <p>
                <strong>here: </strong>
                {firstWrong.message}
                {firstWrong.by.length > 0 && (
                  <span class="note">
                    {' '}
                    by <code>{firstWrong.by.join(' > ')}</code>
                  </span>
                )}
              </p>
            )}
          </li>
        ))}
      </ol>
      <Picture fault={fault} data={data} here={here} />
      <Facts fault={fault} data={data} here={here} />
    </>
  );
}

/** The memory of a design that has it beside the reference's, where it shows in a fixture with a trace. */
function Picture({ fault, data, here }: ViewProps & { fault: PageFault }) {
  const place =
    fault.shownIn.find(({ design }) => design === here.address.design) ??
    fault.shownIn.find(({ design }) => design !== data.reference) ??
    fault.shownIn[0];
  const fixture = data.fixtures.find(({ id }) => id === place?.fixture);
  const trace = fixture?.trace ?? null;
  const states = useMemo(() => (trace === null ? [] : statesIn(trace)), [trace]);
  if (place === undefined || fixture === undefined || trace === null)
    return <p class="note">This report carries no observations of it, so there is no map.</p>;
  const stateOf = (design: string) => trace.byDesign[data.designs.findIndex(({ id }) => id === design)]?.[place.step];
  const shown = [...new Set([place.design, data.reference, ...rivalOf(fault, data)])].flatMap((design) => {
    const state = stateOf(design);
    return state === undefined ? [] : [{ designs: [design], state }];
  });
  const wrong = pagesOfViolation(
    fault,
    fixture.cells[data.designs.findIndex(({ id }) => id === place.design)]?.violations ?? [],
    place.step,
  );
  return (
    <>
      <h2>
        Memory in{' '}
        <a href={here.link({ view: 'fixture', fixture: fixture.id, step: place.step, design: place.design })}>
          {fixture.id}
        </a>
        , after step {place.step + 1} {fixture.steps[place.step]?.title}
      </h2>
      {shown.length === 0 ? (
        <p class="note">The machine is gone after this step: nothing can be seen of it.</p>
      ) : (
        <MemoryMaps
          trace={trace}
          states={states}
          groups={shown}
          chosen={place.design}
          mark="goes wrong"
          wrong={wrong}
        />
      )}
    </>
  );
}

/** The best of those that do not have it, beside the reference. */
function rivalOf(fault: PageFault, { ranking, designs, reference }: ViewProps['data']): string[] {
  const best = ranking.find(
    ({ design }) => design !== reference && !fault.has[designs.findIndex(({ id }) => id === design)],
  );
  return best ? [best.design] : [];
}

/** The runs that the violations of this fault name at the step: where they are told to be, else the last that is spoken of. */
function pagesOfViolation(
  fault: PageFault,
  violations: readonly { step: number; invariant: string; where: string; message: string }[],
  step: number,
): [pfn: number, nr: number][] {
  const own = violations.filter((each) => each.step === step && each.invariant === fault.firstWrong.invariant);
  return own.flatMap(({ where, message }) => {
    const told = runsIn(where);
    return told.length > 0 ? told : runsIn(message).slice(-1);
  });
}

/** `1573376+32256`, or `pfn 4227071` as a run of one page. */
const runsIn = (text: string): [pfn: number, nr: number][] =>
  [...text.matchAll(/(\d+)\+(\d+)|pfn (\d+)/g)].map(([, pfn, nr, one]) => [Number(pfn ?? one), Number(nr ?? 1)]);

function Facts({ fault, here }: ViewProps & { fault: PageFault }) {
  const rows: [string, preact.ComponentChildren][] = [
    ['the hunk', <code key="hunk">{fault.hunk}</code>],
    ['whose', fault.of],
    ['goes away with', fault.exchange === '' ? 'nothing that was tried' : fault.exchange],
    ['mended by', fault.mendedBy.length === 0 ? 'no later revision' : fault.mendedBy.join(', ')],
    ['a real kernel', fault.recordings.length === 0 ? 'no recording shows it' : fault.recordings.join(', ')],
    ['in the thread', fault.said.length === 0 ? 'nobody said so' : fault.said.join('; ')],
  ];
  return (
    <>
      <h2>What is known of it</h2>
      <dl class="facts">
        {rows.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>seen in {plural(fault.seenIn.length, 'fixture')}</summary>
        <ul class="columns">
          {fault.seenIn.map((id) => (
            <li key={id}>
              <a href={here.link({ view: 'fixture', fixture: id })}>{id}</a>
            </li>
          ))}
        </ul>
      </details>
      <Command text={`npx mhp-compare explain ${fault.id}`} />
      <details>
        <summary>the scenario as a fixture file</summary>
        <pre class="document">{fault.scenario.document}</pre>
      </details>
    </>
  );
}

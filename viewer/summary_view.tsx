import type { ViewProps } from './app.tsx';
import { FilterBar, filtered } from './filters.tsx';
import { Matrix } from './matrix.tsx';
import { classOf, plural } from './words.ts';

export function SummaryView({ data, here }: ViewProps) {
  const shown = filtered(data, here.address.filters);
  const { featureOff } = data;
  return (
    <>
      <h1>With the feature off, is anything different?</h1>
      <p class={`answer ${featureOff.different === 0 ? 'c-ok' : 'c-slow-path'}`}>
        <span aria-hidden="true">{featureOff.different === 0 ? '✔ ' : '✖ '}</span>
        {featureOff.text}.
      </p>
      {featureOff.exceptions.length > 0 && (
        <details open={featureOff.exceptions.length <= 3}>
          <summary>{plural(featureOff.exceptions.length, 'difference')}, by what causes it</summary>
          <ul>
            {featureOff.exceptions.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
      {data.notes.map((note) => (
        <p key={note} class="note">
          Note: {note}.
        </p>
      ))}
      <h2>Which design holds up best</h2>
      <ol class="ranking">
        {data.ranking.map(({ design, place, text, because }) => (
          <li key={design} class={classOf(because?.consequence ?? null)}>
            <span class="place">{place}</span>
            <span class="design">
              {design}
              {place === '-' && ' (reference)'}
            </span>
            <span>
              {text}
              {because && (
                <>
                  {'; '}
                  <a href={here.link({ view: 'fixture', fixture: because.fixture, design })}>
                    {because.invariant} in {because.fixture}
                  </a>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      {data.advice !== '' && <p class="advice">{data.advice}</p>}
      {data.evidence !== '' && <p class="advice">{data.evidence}</p>}
      <Lines title="What decides the order" lines={data.decisive} />
      <Lines title="Each idea by its best reading" lines={data.families} />
      <h2>Where they differ</h2>
      <FilterBar data={data} here={here} shown={shown.length} />
      <Matrix data={data} here={here} fixtures={shown} />
      <p class="note">{data.words.unconfirmed}. Arrow keys move between cells; Enter opens the fixture.</p>
    </>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}

import type { ViewProps } from './app.tsx';
import { FaultTable } from './fault_table.tsx';
import { Scrolls } from './scrolls.tsx';
import { plural } from './words.ts';

/** The first view: the answer, whether the feature off is harmless, and who has which fault. */
export function SummaryView({ data, here }: ViewProps) {
  const { featureOff, advice } = data;
  return (
    <>
      <h1>Which design to take</h1>
      <p class="answer">{advice[0] ?? 'There are not two designs to choose from.'}</p>
      {advice.length > 1 && <p class="advice">{advice[1]}</p>}
      <p class={featureOff.different === 0 ? 'c-ok off' : 'off'}>
        <span aria-hidden="true">{featureOff.different === 0 ? '✔ ' : '✖ '}</span>
        {featureOff.text}.
      </p>
      {data.faults.length > 0 ? (
        <>
          <h2 id="faults">What is wrong, by cause</h2>
          <FaultTable data={data} here={here} />
          <Meanings data={data} />
        </>
      ) : (
        <p class="note">
          This report names no faults: either nothing goes wrong, or it was written without looking for causes.
        </p>
      )}
      <Proofs data={data} />
      {data.cost && (
        <p class="advice">
          {data.cost.line} <a href={here.link({ view: 'cost' })}>Cost</a>
        </p>
      )}
      {data.evidence !== '' && <p class="note">{data.evidence}</p>}
      {data.notes.map((note) => (
        <p key={note} class="note">
          Note: {note}.
        </p>
      ))}
      <Lines title="All that speaks for the choice" lines={advice.length > 1 ? advice : []} />
      <Lines
        title={`With the feature off: ${plural(featureOff.exceptions.length, 'difference')}, by what causes it`}
        lines={featureOff.exceptions}
      />
      <Lines
        title="How the designs rank"
        lines={data.ranking.map(({ place, design, text }) => `${place} ${design}: ${text}`)}
      />
      <Lines title="What decides the order" lines={data.decisive} />
      <Lines title="Each idea by its best reading" lines={data.families} />
    </>
  );
}

/** How soon any two designs part, over every sequence to a bound. */
function Proofs({ data: { proofs } }: Pick<ViewProps, 'data'>) {
  if (proofs.tables.length === 0) return null;
  return (
    <>
      <h2 id="differ">How the designs differ</h2>
      {proofs.tables.map(([head = [], ...rows]) => (
        <Scrolls key={head[0]} label={`How ${head[0]} differ`}>
          <table>
            <thead>
              <tr>
                {head.map((cell, at) => (
                  <th key={cell} scope="col">
                    {cell || (at === 1 ? 'and' : '')}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.slice(0, 2).join()}>
                  {row.map((cell, at) => (
                    <td key={head[at]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      ))}
      <p class="note">{proofs.note}</p>
    </>
  );
}

/** The words of the page, for whoever meets them first. */
function Meanings({ data }: Pick<ViewProps, 'data'>) {
  return (
    <details>
      <summary>What the words mean</summary>
      {data.words.meanings.map(([about, words]) => (
        <section key={about}>
          <h3>{about}</h3>
          <dl class="facts">
            {words.map(([word, meaning]) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </details>
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

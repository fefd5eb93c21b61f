import type { ViewProps } from './app.tsx';
import { Command } from './verdict.tsx';
import { classOf, lore, plural } from './words.ts';

/** Everything that goes wrong, the worst first; the same fault of the same design once. */
export function FindingsView({ data, here }: ViewProps) {
  const sources = new Map(data.designs.map(({ id, messageId }) => [id, messageId]));
  return (
    <>
      <h1>What goes wrong</h1>
      {data.findings.length === 0 && <p class="answer c-ok">✔ Nothing, on any design.</p>}
      {data.findings.map((finding) => {
        const { design, what, consequence, only, fixtures, step, stepTitle, message, where, replay } = finding;
        const messageId = sources.get(design);
        return (
          <article key={`${design} ${what} ${consequence}`} class={`finding ${classOf(consequence)}`}>
            <h2>
              <span aria-hidden="true">✖ </span>
              {design}: {consequence}
              {only !== '' && ` (${only})`}, {what}
            </h2>
            <p>
              <a href={here.link({ view: 'fixture', fixture: fixtures[0]!, step, design })}>
                {fixtures[0]} step {step + 1} {stepTitle}
              </a>
              : {message}
              {where !== '' && <> (at {where})</>}
            </p>
            {fixtures.length > 1 && (
              <details>
                <summary>and in {plural(fixtures.length - 1, 'more fixture')}</summary>
                <ul class="columns">
                  {fixtures.slice(1).map((id) => (
                    <li key={id}>
                      <a href={here.link({ view: 'fixture', fixture: id, design })}>{id}</a>
                    </li>
                  ))}
                </ul>
              </details>
            )}
            {messageId && (
              <p class="note">
                posted as <a href={lore(messageId)}>{messageId}</a>
              </p>
            )}
            <Command text={replay} />
          </article>
        );
      })}
    </>
  );
}

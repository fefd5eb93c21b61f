import type { ViewProps } from './app.tsx';
import { lore, meaningOf, plural } from './words.ts';

/** What each design changes, and how much of what ran a real kernel has confirmed. */
export function DesignsView({ data }: ViewProps) {
  return (
    <>
      <h1>Designs and evidence</h1>
      {data.designs.map(({ id, title, provenance, messageId, series, touches, evidence }) => {
        const { checked, unchecked, confirmedVerdicts, verdicts } = evidence;
        const ran = checked + unchecked.length;
        return (
          <article key={id} class="design">
            <h2>
              {id} <small title={meaningOf(data, provenance)}>{provenance}</small>
            </h2>
            <p>
              {title}
              {series !== '' && <> ({series})</>}
              {messageId && (
                <>
                  {', '}
                  <a href={lore(messageId)}>{messageId}</a>
                </>
              )}
            </p>
            <p>
              {checked} of {plural(ran, 'model function')} that ran {checked === 1 ? 'is' : 'are'} confirmed by a
              recording of a real kernel; {confirmedVerdicts} of {plural(verdicts, 'verdict')} rest on confirmed code
              only.
            </p>
            <meter min={0} max={Math.max(1, ran)} value={checked} aria-label={`confirmed functions of ${id}`}>
              {checked} of {ran}
            </meter>
            {touches.length > 0 && (
              <details>
                <summary>
                  replaces{' '}
                  {plural(
                    touches.reduce((sum, { functions }) => sum + functions.length, 0),
                    'function',
                  )}{' '}
                  in {plural(touches.length, 'file')}
                </summary>
                <dl>
                  {touches.map(({ file, functions }) => (
                    <div key={file}>
                      <dt>{file}</dt>
                      <dd>{functions.join(', ')}</dd>
                    </div>
                  ))}
                </dl>
              </details>
            )}
            {unchecked.length > 0 && (
              <details>
                <summary>{plural(unchecked.length, 'function')} not confirmed</summary>
                <ul class="columns">
                  {unchecked.map((name) => (
                    <li key={name}>
                      <code>{name}</code>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </article>
        );
      })}
      {data.unconfirmed.length > 0 && (
        <>
          <h2>What would confirm the rest</h2>
          <dl>
            {data.unconfirmed.map(({ name, by }) => (
              <div key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{by ?? 'a recording in which it runs'}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}

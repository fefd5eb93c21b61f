import type { PageFault } from '../harness/render/html/page_types.ts';
import type { ViewProps } from './app.tsx';
import { colourOf } from './colours.ts';
import { Scrolls } from './scrolls.tsx';
import { classOf, meaningOf } from './words.ts';

/** Faults x designs: a filled circle where a design has it, an empty one where not; classes from the worst on. */
export function FaultTable({ data, here }: ViewProps) {
  const classes = [...new Set(data.faults.map(({ consequence }) => consequence))];
  return (
    <Scrolls label="Faults of each design">
      <table class="faults">
        <thead>
          <tr>
            <th scope="col">fault</th>
            {data.designs.map(({ id }) => (
              <th key={id} scope="col" class="design" style={{ borderColor: colourOf(data, id) }}>
                {id.replace('@', '\u200b@').replace(/-/g, '-\u200b')}
              </th>
            ))}
            <th scope="col">takes</th>
            <th scope="col">seen in</th>
          </tr>
        </thead>
        {classes.map((consequence) => (
          <tbody key={consequence}>
            {data.faults
              .filter((fault) => fault.consequence === consequence)
              .map((fault, at) => (
                <Row key={fault.id} fault={fault} first={at === 0} data={data} here={here} />
              ))}
          </tbody>
        ))}
        <tfoot>
          <tr>
            <th scope="row">faults</th>
            {data.designs.map(({ id }, at) => (
              <td key={id} class="number">
                {data.faults.filter(({ has }) => has[at]).length}
              </td>
            ))}
            <td />
            <td />
          </tr>
        </tfoot>
      </table>
    </Scrolls>
  );
}

function Row({ fault, first, data, here }: ViewProps & { fault: PageFault; first: boolean }) {
  return (
    <tr class={classOf(fault.consequence)}>
      <th scope="row">
        {first && (
          <abbr class="class-word" title={meaningOf(data, fault.consequence)}>
            {fault.consequence}
          </abbr>
        )}
        <a href={here.link({ view: 'fault', fault: fault.id })} title={fault.title}>
          {fault.title}
        </a>
      </th>
      {fault.has.map((has, at) => (
        <td key={data.designs[at]!.id} class="cell">
          <span class={has ? 'full' : 'empty'} role="img" aria-label={has ? 'has it' : 'has it not'}>
            {has ? '●' : '·'}
          </span>
        </td>
      ))}
      <td class="takes" title={fault.takes}>
        {fault.takes === '' ? 'plain kernel' : fault.takes.replace(/^only /, '')}
      </td>
      <td class="number">{fault.seenIn.length}</td>
    </tr>
  );
}

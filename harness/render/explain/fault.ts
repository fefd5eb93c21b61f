import { exposureWord, mendersText, saidText } from '../../analysis/fault_words.ts';
import { command } from '../../text/command.ts';
import { type Paint, paintClass } from '../../text/paint.ts';
import { wrap } from '../../text/wrap.ts';
import type { Exchange, Fault } from '../../types/fault.ts';

interface FaultLayout {
  paint: Paint;
  columns: number;
}

/** As many fixtures are named as somebody reads. */
const few = 6;

/** One fault in full: what is wrong, which hunk and why that one, the shortest scenario, who has it, what mends it. */
export function renderFault(fault: Fault, { paint, columns }: FaultLayout): string {
  const { title, hunk, scenario, firstWrong, designs, evidence, seenIn } = fault;
  const { recordings } = evidence;
  const design = designs[0] ?? '';
  const lines = [
    paint.bold(wrap(title, columns)),
    paintClass(paint, fault.class, `${fault.class}, ${exposureWord(fault.needs)}`),
    `in ${designs.join(', ')}`,
    '',
    ...told('hunk', `${hunk.file}:${hunk.function}, of ${fault.of}`, columns),
    ...told('because', becauseText(fault.exchange, hunk.function), columns),
    ...told('wrong', `${firstWrong.message} (${firstWrong.invariant})`, columns),
    ...told('written by', firstWrong.by.join(' > '), columns),
    ...told('mended', mendersText(fault) || 'by nothing that was tried', columns),
    ...told('thread', saidText(fault), columns),
    ...told(
      'evidence',
      `${evidence.checked.length} of ${evidence.checked.length + evidence.unchecked.length} functions on the way are confirmed by real kernels` +
        (recordings.length > 0 ? `; real kernels show it: ${fewOf(recordings)}` : ''),
      columns,
    ),
    ...told('seen in', fewOf(seenIn), columns),
    '',
    paint.bold(`The shortest scenario (from ${scenario.fixture}); it goes wrong at step ${firstWrong.step + 1}`),
    ...scenario.document.map((line) => `  ${line}`),
    '',
    `$ ${command(`explain ${scenario.fixture} --design ${design}`)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function fewOf(names: readonly string[]): string {
  const rest = names.length - few;
  return `${names.slice(0, few).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

const told = (head: string, text: string, columns: number): string[] =>
  text === '' ? [] : [wrap(`${head.padEnd(12)}${text}`, columns, 12)];

function becauseText(exchange: Exchange | undefined, name: string): string {
  if (exchange === undefined)
    return `nothing that was exchanged makes it go away; ${name}() is the last of the patch on the way`;
  const functions = exchange.functions.map((each) => `${each}()`).join(', ');
  if (exchange.kind === 'below') return `it goes away with ${functions} as before the patch`;
  if (exchange.kind === 'absent') return `it goes away without ${functions}`;
  return `it goes away with ${exchange.name}`;
}

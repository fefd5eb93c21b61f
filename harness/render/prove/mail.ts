/** Two designs held against each other, in 72 columns for a reply on a list. */

import { type PairProof, type SharedDifference, sharedDifferences } from '../../explore/prove.ts';
import {
  comparedText,
  differenceTitle,
  machinesText,
  type Proven,
  triedText,
  valuesSentence,
  verdictText,
} from '../../explore/proven.ts';
import { wrap } from '../../text/wrap.ts';

const columns = 72;
/** Machines that are named; the others are counted. */
const few = 3;

export function renderPairMail(proven: Proven, pair: PairProof): string {
  return `${[
    wrap(`${verdictText(proven, pair)}.`, columns),
    '',
    wrap(`Tried: ${triedText(proven)}. Compared: ${comparedText(proven)}.`, columns),
    ...sharedDifferences(pair).flatMap((shared) => ['', ...paragraph(pair, shared)]),
    '',
    `  $ npx mhp-compare prove ${pair.a} ${pair.b}`,
  ].join('\n')}\n`;
}

function paragraph(pair: PairProof, { difference, machines }: SharedDifference): string[] {
  const named = machines.slice(0, few).join(', ');
  const rest = machines.length - few;
  const on = `On ${named}${rest > 0 ? ` and ${machinesText(rest)} more` : ''}`;
  const after = difference.after.length > 0 ? ` They differ in ${difference.after.join(', ')} on the way already.` : '';
  return [
    wrap(`* ${differenceTitle(pair, difference)}. ${on}:`, columns, 2),
    ...difference.steps.map((step) => `      ${step}`),
    wrap(`  ${valuesSentence(pair, difference)}${after}`, columns, 2),
  ];
}

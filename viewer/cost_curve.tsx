import type { OperationCostLine } from '../harness/analysis/cost.ts';
import type { PageData } from '../harness/render/html/page_types.ts';
import { instructionsText } from '../harness/text/cost_text.ts';
import { colourOf } from './colours.ts';

const [width, height, left, bottom] = [230, 110, 48, 32];

/** Instructions of an operation over what it grows with, a line a design, linear axes; equal lines lie on each other. */
export function CostCurve({ line, variable, data }: { line: OperationCostLine; variable: string; data: PageData }) {
  const curves = line.designs.flatMap(({ design, grows }) => {
    const growth = grows.find((each) => each.variable === variable);
    return growth ? [{ design, ...growth }] : [];
  });
  const points = curves.flatMap((curve) => curve.points);
  const [mostX, mostY] = [Math.max(...points.map(([x]) => x)), Math.max(...points.map(([, y]) => y))];
  const x = (value: number): number => left + (width * value) / mostX;
  const y = (value: number): number => height - (height * value) / mostY;
  const unit = curves[0]?.unit ?? '';
  const told = curves
    .map(({ design, points: own }) => `${design} ${instructionsText(own.at(-1)?.[1] ?? 0)}`)
    .join(', ');
  return (
    <svg
      class="curve"
      viewBox={`0 -10 ${left + width + 30} ${height + bottom + 12}`}
      role="img"
      aria-label={`${line.operation} by ${variable}, at ${mostX} ${unit}: ${told}`}
    >
      <path d={`M${left} 0V${height}H${left + width}`} class="axis" />
      {[0.5, 1].map((part) => (
        <g key={part}>
          <path d={`M${left - 4} ${y(mostY * part)}H${left}`} class="axis" />
          <text x={left - 6} y={y(mostY * part) + 4} text-anchor="end">
            {instructionsText(mostY * part)}
          </text>
          <path d={`M${x(mostX * part)} ${height}V${height + 4}`} class="axis" />
          <text x={x(mostX * part)} y={height + 15} text-anchor="middle">
            {mostX * part}
          </text>
        </g>
      ))}
      <text x={left + width / 2} y={height + 29} text-anchor="middle">
        {variable}, {unit}
      </text>
      {curves.map(({ design, points: own }, at) => (
        <polyline
          key={design}
          points={own.map(([value, instructions]) => `${x(value)},${y(instructions)}`).join(' ')}
          class="curve-line"
          style={{ stroke: colourOf(data, design) }}
          stroke-dasharray={['', '7 4', '2 3', '9 3 2 3', '1 4'][at % 5]}
        >
          <title>{design}</title>
        </polyline>
      ))}
    </svg>
  );
}

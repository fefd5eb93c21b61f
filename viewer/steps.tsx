import type { PageData, PageFixture } from '../harness/render/html/page_types.ts';
import { Scrolls } from './scrolls.tsx';

interface StepsProps {
  data: PageData;
  fixture: PageFixture;
  step: number;
  onStep(step: number): void;
}

/** A slider over the steps, and the steps as a table with what each returned; the first parting is marked. */
export function Steps({ data, fixture, step, onStep }: StepsProps) {
  const last = fixture.steps.length - 1;
  const parting = fixture.divergence?.step ?? -1;
  const title = fixture.steps[step]?.title ?? '';
  return (
    <>
      <div class="slider">
        <button type="button" aria-label="Previous step" disabled={step === 0} onClick={() => onStep(step - 1)}>
          ◂
        </button>
        <label>
          Step {step + 1} of {last + 1}: <strong>{title}</strong>
          {step === parting && <span class="mark"> ≠ the designs part here</span>}
          <input
            id="step"
            type="range"
            min={0}
            max={last}
            value={step}
            disabled={last === 0}
            aria-valuetext={`step ${step + 1} of ${last + 1}, ${title}${step === parting ? ', the designs part here' : ''}`}
            onInput={(event) => onStep(Number(event.currentTarget.value))}
          />
        </label>
        <button type="button" aria-label="Next step" disabled={step === last} onClick={() => onStep(step + 1)}>
          ▸
        </button>
      </div>
      <Scrolls label="Steps and what they return">
        <table class="steps">
          <thead>
            <tr>
              <th scope="col">step</th>
              {data.designs.map(({ id }) => (
                <th key={id} scope="col">
                  {id.replace('@', '\u200b@')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fixture.steps.map((one, at) => (
              <tr
                key={`${at} ${one.title}`}
                class={at === step ? 'current' : ''}
                aria-current={at === step ? 'step' : undefined}
              >
                <th scope="row">
                  <button type="button" class="link" onClick={() => onStep(at)}>
                    {at + 1} {one.title}
                  </button>
                  {at === parting && <small class="mark">≠ first parting</small>}
                </th>
                {fixture.cells.map((cell, index) => {
                  const wrong = cell.violations.filter((violation) => violation.step === at).length;
                  const ret = cell.rets[at] ?? '';
                  return (
                    <td key={data.designs[index]!.id}>
                      {ret.startsWith('nothing') ? <span class="dim">ended</span> : ret}
                      {wrong > 0 && <span class="wrong"> ✖ {wrong} wrong</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </>
  );
}

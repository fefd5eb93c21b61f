import type { ComponentChildren } from 'preact';
import type { PageCell, PageData, PageFixture } from '../harness/render/html/page_types.ts';
import { type Filters, type Here, noFilters } from './address.ts';

/** Fixtures that pass, in the order of the report: the worst first. */
export function filtered(data: PageData, filters: Filters): PageFixture[] {
  const column = data.designs.findIndex(({ id }) => id === filters.wrong);
  const words = filters.text.toLowerCase();
  return data.fixtures.filter((fixture) => {
    if (filters.differ === 'verdict' && !fixture.differs) return false;
    if (filters.differ === 'observed' && !fixture.observablyDiffers && !fixture.differs) return false;
    if (filters.topic !== '' && fixture.topic !== filters.topic) return false;
    if (filters.claim !== '' && !fixture.claims.includes(filters.claim)) return false;
    if (words !== '' && !`${fixture.id} ${fixture.title}`.toLowerCase().includes(words)) return false;
    const cells = column === -1 ? fixture.cells : fixture.cells.slice(column, column + 1);
    if (column !== -1 && cells.every((cell) => cell.verdict === 'ok')) return false;
    if (filters.consequence !== '' && !cells.some((cell) => hasConsequence(cell, filters.consequence))) return false;
    const confirmed = cells.every((cell) => cell.unchecked.length === 0);
    return filters.evidence === '' || confirmed === (filters.evidence === 'confirmed');
  });
}

function hasConsequence(cell: PageCell, consequence: string): boolean {
  return cell.consequence === consequence || cell.violations.some((one) => one.consequence === consequence);
}

export function FilterBar({ data, here, shown }: { data: PageData; here: Here; shown: number }) {
  const { filters } = here.address;
  const set = (changes: Partial<Filters>): void => here.change({ filters: { ...filters, ...changes } });
  const topics = [...new Set(data.fixtures.map(({ topic }) => topic))].sort();
  const claims = [...new Set(data.fixtures.flatMap((fixture) => fixture.claims))].sort();
  return (
    <form class="filters" aria-label="Filters of the matrix" onSubmit={(event) => event.preventDefault()}>
      <Choice
        name="differ"
        label="Rows"
        value={filters.differ}
        set={(differ) => set({ differ: differ as Filters['differ'] })}
      >
        <option value="verdict">verdicts differ</option>
        <option value="observed">anything observed differs</option>
        <option value="all">all</option>
      </Choice>
      <Choice name="topic" label="Topic" value={filters.topic} set={(topic) => set({ topic })} any="any">
        {topics.map((topic) => (
          <option key={topic}>{topic}</option>
        ))}
      </Choice>
      <Choice name="wrong" label="Goes wrong on" value={filters.wrong} set={(wrong) => set({ wrong })} any="any design">
        {data.designs.map(({ id }) => (
          <option key={id}>{id}</option>
        ))}
      </Choice>
      <Choice
        name="consequence"
        label="Consequence"
        value={filters.consequence}
        set={(consequence) => set({ consequence })}
        any="any"
      >
        {data.words.classes.map(([name]) => (
          <option key={name}>{name}</option>
        ))}
      </Choice>
      <Choice name="claim" label="Claim" value={filters.claim} set={(claim) => set({ claim })} any="any">
        {claims.map((claim) => (
          <option key={claim}>{claim}</option>
        ))}
      </Choice>
      <Choice
        name="evidence"
        label="Evidence"
        value={filters.evidence}
        set={(evidence) => set({ evidence: evidence as Filters['evidence'] })}
        any="any"
      >
        <option value="confirmed">confirmed code only</option>
        <option value="unconfirmed">some unconfirmed code</option>
      </Choice>
      <label>
        Text
        <input
          name="text"
          type="search"
          size={12}
          value={filters.text}
          onInput={(event) => set({ text: event.currentTarget.value })}
        />
      </label>
      <button type="button" name="reset" onClick={() => here.change({ filters: noFilters })}>
        Reset
      </button>
      <output aria-live="polite">
        {shown} of {data.fixtures.length} fixtures
      </output>
    </form>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  value: string;
  set(value: string): void;
  any?: string;
  children: ComponentChildren;
}

function Choice({ name, label, value, set, any, children }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name} value={value} onChange={(event) => set(event.currentTarget.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {children}
      </select>
    </label>
  );
}

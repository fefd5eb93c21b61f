import { useEffect, useState } from 'preact/hooks';

/** Everything that can be chosen on the page; it stands in the fragment of the address, so that a link shows the same. */
export interface Address {
  view: View;
  /** Fixture that is open, with its step, 0-based. */
  fixture: string;
  step: number;
  /** Design whose result was asked for. */
  design: string;
  /** Fault that is open. */
  fault: string;
  filters: Filters;
  theme: '' | 'dark' | 'light';
}

export const views = ['summary', 'fixtures', 'findings', 'claims', 'cost', 'designs', 'fixture', 'fault'] as const;
export type View = (typeof views)[number];

export interface Filters {
  differ: 'verdict' | 'observed' | 'all';
  topic: string;
  /** Design on which something goes wrong. */
  wrong: string;
  consequence: string;
  claim: string;
  evidence: '' | 'unconfirmed' | 'confirmed';
  text: string;
}

export const noFilters: Filters = {
  differ: 'verdict',
  topic: '',
  wrong: '',
  consequence: '',
  claim: '',
  evidence: '',
  text: '',
};

/** Errors: none, what cannot be understood is left at its default. */
export function parseAddress(fragment: string): Address {
  const given = new URLSearchParams(fragment.replace(/^#/, ''));
  const text = (key: string): string => given.get(key) ?? '';
  const oneOf = <T extends string>(key: string, allowed: readonly T[], otherwise: T): T =>
    allowed.find((one) => one === given.get(key)) ?? otherwise;
  const step = Number(text('step'));
  return {
    view: oneOf('view', views, given.has('fixture') ? 'fixture' : given.has('fault') ? 'fault' : 'summary'),
    fixture: text('fixture'),
    step: Number.isInteger(step) && step > 0 ? step - 1 : 0,
    design: text('design'),
    fault: text('fault'),
    filters: {
      differ: oneOf('differ', ['verdict', 'observed', 'all'], 'verdict'),
      topic: text('topic'),
      wrong: text('wrong'),
      consequence: text('consequence'),
      claim: text('claim'),
      evidence: oneOf('evidence', ['', 'unconfirmed', 'confirmed'], ''),
      text: text('text'),
    },
    theme: oneOf('theme', ['', 'dark', 'light'], ''),
  };
}

/** The fragment with its `#`; only what is not the default stands in it. */
export function formatAddress({ view, fixture, step, design, fault, filters, theme }: Address): string {
  const given = new URLSearchParams();
  if (view === 'fixture') {
    given.set('fixture', fixture);
    if (step > 0) given.set('step', String(step + 1));
    if (design !== '') given.set('design', design);
  } else if (view === 'fault') {
    given.set('fault', fault);
    if (design !== '') given.set('design', design);
  } else if (view !== 'summary') given.set('view', view);
  for (const [key, value] of Object.entries(filters))
    if (value !== noFilters[key as keyof Filters]) given.set(key, value);
  if (theme !== '') given.set('theme', theme);
  return `#${given.toString().replace(/%2F/g, '/').replace(/%40/g, '@')}`;
}

export interface Here {
  address: Address;
  /** A link to somewhere else that keeps filters and theme. */
  link(changes: Partial<Address>): string;
  /** Changes the address where it is; not a step of the browser's history. */
  change(changes: Partial<Address>): void;
}

export function useAddress(): Here {
  const [address, setAddress] = useState(() => parseAddress(location.hash));
  useEffect(() => {
    const onChange = (): void => setAddress(parseAddress(location.hash));
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);
  return {
    address,
    link: (changes) => formatAddress({ ...address, step: 0, design: '', fault: '', ...changes }),
    change(changes) {
      const next = { ...address, ...changes };
      history.replaceState(null, '', formatAddress(next));
      setAddress(next);
    },
  };
}

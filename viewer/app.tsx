import { useEffect, useRef } from 'preact/hooks';
import type { PageData } from '../harness/render/html/page_types.ts';
import { type Here, useAddress, type View } from './address.ts';
import { ClaimsView } from './claims_view.tsx';
import { CostView } from './cost_view.tsx';
import { DesignsView } from './designs_view.tsx';
import { FaultView } from './fault_view.tsx';
import { FindingsView } from './findings_view.tsx';
import { FixtureView } from './fixture_view.tsx';
import { FixturesView } from './fixtures_view.tsx';
import { SummaryView } from './summary_view.tsx';

export interface ViewProps {
  data: PageData;
  here: Here;
}

const tabs: [View, string][] = [
  ['summary', 'Answer and faults'],
  ['cost', 'Cost'],
  ['claims', 'Claims'],
  ['fixtures', 'Fixtures'],
  ['findings', 'All findings'],
  ['designs', 'Designs and evidence'],
];

const themes = { '': 'as the system', dark: 'dark', light: 'light' } as const;

export function App({ data }: { data: PageData }) {
  const here = useAddress();
  const { view, theme, fixture, fault } = here.address;
  const main = useRef<HTMLElement>(null);
  const seen = useRef(`${view} ${fixture} ${fault}`);
  useEffect(() => {
    if (theme === '') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    // A reader who follows a link starts at the top of what it leads to, with the keyboard too.
    const now = `${view} ${fixture} ${fault}`;
    if (seen.current !== now) {
      main.current?.focus();
      scrollTo(0, 0);
    }
    seen.current = now;
  }, [view, fixture, fault]);
  const next = theme === '' ? 'dark' : theme === 'dark' ? 'light' : '';
  return (
    <>
      {/* Not a link: the fragment is the state of the page, and must not be replaced. */}
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <header>
        <p class="title">
          <a href={here.link({ view: 'summary' })}>mhp-compare</a> <span>{data.title}</span>
        </p>
        <nav aria-label="Parts of the report">
          {tabs.map(([name, title]) => (
            <a key={name} href={here.link({ view: name })} aria-current={view === name ? 'page' : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <button type="button" id="theme" onClick={() => here.change({ theme: next })}>
          Colours: {themes[theme]}
        </button>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Shown data={data} here={here} />
      </main>
      <footer>
        {data.tool}, corpus {data.corpus.hash}. This page loads nothing; the address holds what is chosen.
      </footer>
    </>
  );
}

function Shown(props: ViewProps) {
  switch (props.here.address.view) {
    case 'fault':
      return <FaultView {...props} />;
    case 'fixtures':
      return <FixturesView {...props} />;
    case 'findings':
      return <FindingsView {...props} />;
    case 'claims':
      return <ClaimsView {...props} />;
    case 'cost':
      return <CostView {...props} />;
    case 'designs':
      return <DesignsView {...props} />;
    case 'fixture':
      return <FixtureView {...props} />;
    default:
      return <SummaryView {...props} />;
  }
}

/** Reads docs/findings.md: paragraphs by their bold title, and what their four last lines say. */

export interface Triple {
  /** An invariant, or the errno that a step returns. */
  invariant: string;
  fixture: string;
  design: string;
  /** It must not show. */
  absent: boolean;
  /** Debug options without which it does not show. */
  options: string[];
  failure: boolean;
  /** It takes a call that nobody in the tree makes. */
  call: boolean;
  releases: string[];
  /** Another machine than the fixture's. */
  machine?: string;
}

export interface Finding {
  title: string;
  text: string;
  /** Which of the four lines it has, in their order. */
  lines: string[];
  releases: string[];
  /** Whether its evidence is of a kind that is known. */
  evidence: boolean;
  triples: Triple[];
  recordings: string[];
  /** Test files named as evidence. */
  tests: string[];
  replays: { fixture: string; design: string }[];
  /** Ids of the faults that it is; with none, why not. */
  faults: string[];
  noFault: string;
}

const words = ['DEBUG_VM', 'KASAN', 'PAGE_EXTENSION', 'PAGE_OWNER', 'DEBUG_KMEMLEAK', 'KGDB_KDB'];
const optionsIn = (text: string) => words.filter((word) => new RegExp(`\\b${word}\\b`).test(text));
const releasesIn = (text: string) => [...text.matchAll(/`(linux@[\d.]+)`/g)].map(([, name]) => name as string);

const recorded = /`((?:built|plain|kasan|observers|cloud|full)\d*[\w-]*\/\w+)`/g;
const triple =
  /`([\w:/ -]+)` (not )?in `([\w/-]+)` on `([\w.@+:-]+)`(?: \((?:with ([A-Z_ +]+)|(injected failure)|`(linux@[\d.]+)` only|on node 1 of ([\w-]+))\))?/g;

export function parseFindings(document: string): Finding[] {
  const body = document.slice(document.indexOf('\n## 1.'));
  return body
    .split(/\n(?=\*\*(?:L\d|\d\.\d))/)
    .slice(1)
    .map((text) => parse(text.split('\n## ')[0] as string));
}

function parse(text: string): Finding {
  const flat = text.replace(/\s+/g, ' ');
  const configuration = /^Configuration: ([\s\S]*?)\.\n(?=Releases:)/m.exec(text)?.[1] ?? '';
  const releases = releasesIn(/^Releases: (.*)$/m.exec(text)?.[1] ?? '');
  const evidence =
    /^Evidence: ([\s\S]*?)(?=\nFault: |\n`np[mx]|\n*$(?![\s\S]))/m.exec(text)?.[1]?.replace(/\s+/g, ' ') ?? '';
  const options = optionsIn(configuration.split(';')[0] as string);
  const failure = /injected failure/.test(configuration);
  const call = /a caller that does not exist/.test(configuration);
  const fault = /^Fault: ([\s\S]*?)(?=\n`np[mx]|\n*$(?![\s\S]))/m.exec(text)?.[1]?.replace(/\s+/g, ' ') ?? '';
  const triples = [...evidence.matchAll(triple)].map(
    ([, invariant = '', not, fixture = '', design = '', own, injected, only, machine]): Triple => ({
      invariant,
      fixture,
      design,
      absent: not !== undefined,
      options: own ? optionsIn(own) : options,
      failure: failure || injected !== undefined,
      call,
      releases: only ? [only] : releases,
      ...(machine ? { machine } : {}),
    }),
  );
  return {
    title: /^\*\*([\dL.]+(?:, L\d+)*)/.exec(text)?.[1] ?? text.slice(0, 40),
    text,
    lines: [...text.matchAll(/^(Configuration|Releases|Evidence|Fault): /gm)].map(([, name]) => name as string),
    releases,
    evidence: triples.length > 0 || /source: \S|claims? L\d|half a section/.test(evidence),
    triples,
    recordings: [...text.matchAll(recorded)].map(([, id]) => id as string),
    tests: [...evidence.matchAll(/`(tests\/[\w/.]+)`/g)].map(([, path]) => path as string),
    replays: [...flat.matchAll(/`npx mhp-compare explain ([\w/-]+) --design ([\w.@+:-]+)`/g)].map(
      ([, fixture = '', design = '']) => ({ fixture, design }),
    ),
    faults: fault.startsWith('none: ') ? [] : [...fault.matchAll(/`([^`]+)`/g)].map(([, id]) => id as string),
    noFault: /^none: (.+)$/.exec(fault)?.[1] ?? '',
  };
}

/** Designs of which the paragraph says whether they accept half a section: no fixture calls so, nobody in the tree does. */
export const halfASection = (text: string): { design: string; accepted: boolean }[] =>
  [...text.matchAll(/`half a section` (not )?on `([\w.@+:-]+)`/g)].map(([, not, design = '']) => ({
    design,
    accepted: not === undefined,
  }));

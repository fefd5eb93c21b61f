import type { Analysis } from '../analysis/analysis.ts';

export const formats = [
  'pretty',
  'json',
  'jsonl',
  'markdown',
  'html',
  'svg',
  'junit',
  'ktap',
  'mail',
  'github',
  'baseline',
] as const;
export type Format = (typeof formats)[number];

/** For whom a text is laid out. */
export interface RenderLayout {
  color: boolean;
  /** Characters per line. */
  columns: number;
  /** Also what is the same everywhere. */
  all: boolean;
  /** In the JSON document also what was seen after each step; the page and the JSON Lines always have it. */
  observations: boolean;
}

/** Renders in the format asked for; only its renderer is loaded. A pure function of its arguments. */
export async function render(analysis: Analysis, format: Format, layout: RenderLayout): Promise<string> {
  switch (format) {
    case 'pretty':
      return (await import('./pretty/pretty.ts')).renderPretty(analysis, layout);
    case 'json':
      return (await import('./json.ts')).renderJson(analysis, layout);
    case 'jsonl':
      // The one source of all others: a page drawn from it is the same to the byte.
      return (await import('../store/jsonl.ts')).renderJsonl(analysis.report);
    case 'markdown':
      return (await import('./markdown.ts')).renderMarkdown(analysis, layout);
    case 'html':
      return (await import('./html/html.ts')).renderHtml(analysis);
    case 'svg':
      return (await import('./svg.ts')).renderFaultsSvg(analysis);
    case 'junit':
      return (await import('./junit.ts')).renderJunit(analysis);
    case 'ktap':
      return (await import('./ktap.ts')).renderKtap(analysis);
    case 'mail':
      return (await import('./mail.ts')).renderMail(analysis);
    case 'github': {
      const { annotations, summary } = (await import('./github.ts')).renderGithub(analysis);
      return `${annotations}\n${summary}`;
    }
    case 'baseline':
      return (await import('../store/baseline.ts')).renderBaseline(analysis.report);
  }
}

import type { Report } from '../types/report.ts';

export const formats = [
  'pretty',
  'json',
  'jsonl',
  'markdown',
  'html',
  'junit',
  'ktap',
  'mail',
  'github',
  'baseline',
] as const;
export type Format = (typeof formats)[number];

export interface RenderOptions {
  color: boolean;
  columns: number;
  all: boolean;
}

/** Renders in the format asked for; only its renderer is loaded. A pure function of its arguments. */
export async function render(report: Report, format: Format, options: RenderOptions): Promise<string> {
  switch (format) {
    case 'pretty':
      return (await import('./pretty/pretty.ts')).renderPretty(report, options);
    case 'json':
      return (await import('./json.ts')).renderJson(report);
    case 'jsonl':
      return (await import('../store/jsonl.ts')).renderJsonl(report);
    case 'markdown':
      return (await import('./markdown.ts')).renderMarkdown(report, options);
    case 'html':
      return (await import('./html/html.ts')).renderHtml(report);
    case 'junit':
      return (await import('./junit.ts')).renderJunit(report);
    case 'ktap':
      return (await import('./ktap.ts')).renderKtap(report);
    case 'mail':
      return (await import('./mail.ts')).renderMail(report);
    case 'github': {
      const { annotations, summary } = (await import('./github.ts')).renderGithub(report);
      return `${annotations}\n${summary}`;
    }
    case 'baseline':
      return (await import('../store/baseline.ts')).renderBaseline(report);
  }
}

import type { Report } from '../report.ts';
export function renderHtml(_report: Report): string {
  throw new Error('not there yet');
}

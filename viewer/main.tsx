import { render } from 'preact';
import type { PageData } from '../harness/render/html/page_types.ts';
import { App } from './app.tsx';
import './style.css';

/** The data as the report's renderer put it into the page: JSON, deflated, in base64. */
async function readData(): Promise<PageData> {
  const packed = atob(document.getElementById('data')?.textContent ?? '');
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(plain).text()) as PageData;
}

render(<App data={await readData()} />, document.getElementById('app')!);

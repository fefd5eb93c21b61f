import { render } from 'preact';
import type { PageData } from '../harness/report/html/page_types.ts';
import { App } from './app.tsx';
import './style.css';

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData;
render(<App data={data} />, document.getElementById('app')!);

import { join, relative } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Script and style into the page itself: a report is one file. */
function inline(): Plugin {
  return {
    name: 'inline',
    enforce: 'post',
    generateBundle(_, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('no index.html in the bundle');
      let html = String(page.source);
      for (const [name, file] of Object.entries(bundle)) {
        if (file === page || name === '.sources') continue;
        const text = file.type === 'chunk' ? file.code : String(file.source);
        const tag = new RegExp(`<(script|link)[^>]*${name.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&')}[^>]*>(</script>)?`);
        if (!tag.test(html)) throw new Error(`${name} is not loaded by index.html`);
        html = html.replace(tag, '');
        // A script that stands before the data it reads would find none: it goes last.
        html =
          file.type === 'chunk'
            ? html.replace(
                '</body>',
                () => `<script type="module">${text.replace(/<\/script/g, '<\\/script')}</script></body>`,
              )
            : html.replace('</head>', () => `<style>${text}</style></head>`);
        delete bundle[name];
      }
      page.source = html;
    },
  };
}

/** Which files of the checkout the page was made of, for whoever has to know whether it is stale: bin/build.js. */
function sources(): Plugin {
  return {
    name: 'sources',
    generateBundle() {
      const root = join(import.meta.dirname, '..');
      const files = [...this.getModuleIds()]
        .map((id) => relative(root, id))
        .filter((file) => !/^\.\.|^node_modules|\0/.test(file));
      this.emitFile({ type: 'asset', fileName: '.sources', source: `${files.sort().join('\n')}\n` });
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  plugins: [inline(), sources()],
  build: { outDir: '../dist/viewer', emptyOutDir: true, modulePreload: false, assetsInlineLimit: 0, target: 'es2022' },
});

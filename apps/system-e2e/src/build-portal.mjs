import { build } from 'vite';

const [folder, word, instead] = process.argv.slice(2);
let changed = 0;

await build({
  root: 'apps/portal',
  configFile: 'apps/portal/vite.config.ts',
  logLevel: 'warn',
  build: { outDir: folder, emptyOutDir: true },
  plugins: [
    {
      name: 'one-word-differs',
      enforce: 'pre',
      transform(code, id) {
        if (!id.endsWith('/survey/survey.messages.ts') || !code.includes(word)) return undefined;
        changed += 1;
        return code.replaceAll(word, instead);
      },
    },
  ],
});
if (changed === 0) throw new Error(`the survey does not say ${word}`);

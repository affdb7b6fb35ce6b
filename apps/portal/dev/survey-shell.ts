import type { OutputBundle, OutputChunk } from 'rolldown';
import type { Plugin } from 'vite';

/** Files the survey app consists of; the service worker keeps these and no others. */
const files = new Set<string>(['survey.html', 'icon.svg', 'survey.webmanifest']);

export const belongsToSurvey = (url: string): boolean => files.has(url);

/** The survey app is an entry of its own: small, and all of it is kept on the phone. */
export function surveyShell(): Plugin {
  return {
    name: 'survey-shell',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        if (/^\/survey(\/[^.]*)?(\?|$)/.test(request.url ?? '')) request.url = '/survey.html';
        next();
      });
    },
    writeBundle(_options, bundle) {
      const entry = Object.values(bundle).find(
        (output): output is OutputChunk => output.type === 'chunk' && output.isEntry && output.name === 'survey',
      );
      if (entry) collect(entry.fileName, bundle);
      // a worker is no import of the chunk that starts it
      for (const { fileName } of Object.values(bundle)) if (/^assets\/pin-worker-/.test(fileName)) files.add(fileName);
    },
  };
}

function collect(fileName: string, bundle: OutputBundle): void {
  const output = bundle[fileName];
  if (files.has(fileName) || output?.type !== 'chunk') return;
  files.add(fileName);
  const { viteMetadata, imports, dynamicImports } = output as OutputChunk & { viteMetadata?: { importedCss?: Set<string> } };
  viteMetadata?.importedCss?.forEach((css) => files.add(css));
  [...imports, ...dynamicImports].forEach((name) => collect(name, bundle));
}

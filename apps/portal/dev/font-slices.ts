import type { Plugin } from 'vite';

/** Fontsource offers woff beside woff2. Every browser we support reads woff2, so the second half of the files stays out of the build. */
export function fontSlices(): Plugin {
  return {
    name: 'font-slices',
    enforce: 'pre',
    transform(code, id) {
      if (!/@fontsource\/noto-sans-sc\/\d+\.css/.test(id)) return undefined;
      return code.replace(/(url\([^)]*\.woff2\) format\('woff2'\)), url\([^)]*\.woff\) format\('woff'\)/g, '$1');
    },
  };
}

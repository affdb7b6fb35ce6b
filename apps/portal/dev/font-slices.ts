import type { Plugin } from 'vite';

/**
 * Fontsource offers woff beside woff2 and always downloads. Every browser we support reads woff2, and a phone that has Noto Sans CJK
 * itself should not download 60 KB slices over a weak signal: ask the device first, then take the woff2 slice.
 */
export function fontSlices(): Plugin {
  return {
    name: 'font-slices',
    enforce: 'pre',
    transform(code, id) {
      if (!/@fontsource\/noto-sans-sc\/\d+\.css/.test(id)) return undefined;
      const local = id.includes('/400.css') ? 'NotoSansCJKsc-Regular' : 'NotoSansCJKsc-Bold';
      return code.replace(
        /src: (url\([^)]*\.woff2\) format\('woff2'\)), url\([^)]*\.woff\) format\('woff'\)/g,
        `src: local('${local}'), $1`,
      );
    },
  };
}

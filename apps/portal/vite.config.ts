import react from '@vitejs/plugin-react';
import path from 'node:path';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { fontSlices } from './dev/font-slices.js';
import { mockGateway } from './dev/mock-gateway.js';
import { belongsToSurvey, surveyShell } from './dev/survey-shell.js';

const gateway = process.env['JINGZHUN_PORTAL_GATEWAY'] ?? 'http://127.0.0.1:8080';
const served = ['/api', '/auth', '/healthz', '/livez'];

export default defineConfig(({ mode }) => ({
  plugins: [
    react(),
    fontSlices(),
    surveyShell(),
    VitePWA({
      strategies: 'injectManifest',
      registerType: 'prompt',
      // registered by the survey app itself; its manifest is a file of its own
      injectRegister: null,
      manifest: false,
      srcDir: 'src/survey/worker',
      filename: 'sw.ts',
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['survey.html', 'icon.svg', 'survey.webmanifest', 'assets/*.{js,css}'],
        dontCacheBustURLsMatching: /^assets\//,
        manifestTransforms: [
          (entries) =>
            Promise.resolve({
              manifest: entries.filter(({ url }) => belongsToSurvey(url)).map((entry) => ({ ...entry, url: `/${entry.url}` })),
              warnings: [],
            }),
        ],
      },
    }),
    ...(mode === 'mock' ? [mockGateway()] : []),
  ],
  worker: { format: 'es' },
  resolve: { conditions: ['@jingzhun/source', 'module', 'browser', 'development|production'] },
  server: {
    proxy: mode === 'mock' ? {} : Object.fromEntries(served.map((address) => [address, { target: gateway, changeOrigin: false }])),
  },
  build: {
    outDir: 'dist',
    // Fonts and pictures stay files: the content security policy allows 'self' only, no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      input: { index: path.resolve(import.meta.dirname, 'index.html'), survey: path.resolve(import.meta.dirname, 'survey.html') },
    },
  },
}));

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fontSlices } from './dev/font-slices.js';
import { mockGateway } from './dev/mock-gateway.js';

const gateway = process.env['JINGZHUN_PORTAL_GATEWAY'] ?? 'http://127.0.0.1:8080';
const served = ['/api', '/auth', '/healthz', '/livez'];

export default defineConfig(({ mode }) => ({
  plugins: [react(), fontSlices(), ...(mode === 'mock' ? [mockGateway()] : [])],
  resolve: { conditions: ['@jingzhun/source', 'module', 'browser', 'development|production'] },
  server: { proxy: mode === 'mock' ? {} : Object.fromEntries(served.map((path) => [path, { target: gateway, changeOrigin: false }])) },
  build: {
    outDir: 'dist',
    // Fonts and pictures stay files: the content security policy allows 'self' only, no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
}));

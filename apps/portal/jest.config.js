import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8'));
delete swc.$schema;

// Jest's own runner, which gives every file a document of its own
export default {
  displayName: 'portal',
  testEnvironment: 'jsdom',
  testEnvironmentOptions: { customExportConditions: ['@jingzhun/source', 'browser'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        ...swc,
        swcrc: false,
        sourceMaps: 'inline',
        jsc: { ...swc.jsc, parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } },
      },
    ],
  },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '\\.css$': '<rootDir>/test/empty-style.ts',
    // it says which file is for browsers in a way that jest does not read
    '^tus-js-client$': '<rootDir>/../../node_modules/tus-js-client/lib.es5/browser/index.js',
  },
  setupFiles: ['<rootDir>/test/browser-gaps.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/patience.ts'],
  testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
  // on a machine that other work shares: only what never happens runs into it
  testTimeout: 120_000,
};

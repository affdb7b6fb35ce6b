import preset from '../../jest.preset.js';

const [, swc] = preset.transform['^.+\\.ts$'];

export default {
  ...preset,
  displayName: 'portal',
  testEnvironment: 'jsdom',
  testEnvironmentOptions: { customExportConditions: ['@jingzhun/source', 'browser'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      { ...swc, jsc: { ...swc.jsc, parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } } },
    ],
  },
  moduleNameMapper: {
    ...preset.moduleNameMapper,
    '\\.css$': '<rootDir>/test/empty-style.ts',
    // it says which file is for browsers in a way that jest does not read
    '^tus-js-client$': '<rootDir>/../../node_modules/tus-js-client/lib.es5/browser/index.js',
  },
  setupFiles: ['<rootDir>/test/browser-gaps.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/patience.ts'],
  testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
};

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
  moduleNameMapper: { ...preset.moduleNameMapper, '\\.css$': '<rootDir>/test/empty-style.ts' },
  setupFiles: ['<rootDir>/test/browser-gaps.ts'],
  testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
};

// Shared jest settings: ESM, SWC, libraries resolved to their TypeScript source.
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@jingzhun/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
          keepClassNames: true,
        },
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testMatch: ['<rootDir>/{src,test}/**/*.spec.ts'],
  // on a machine that other work shares: only what never happens runs into it
  testTimeout: 120_000,
};

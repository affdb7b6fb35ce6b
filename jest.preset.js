import { fileURLToPath } from 'node:url';

// Shared jest settings: files run by Node itself, TypeScript and the libraries' sources included (tools/jest/runner.mjs).
export default {
  runner: fileURLToPath(new URL('tools/jest/runner.mjs', import.meta.url)),
  // one process a package: modules are loaded once
  maxWorkers: 1,
  transform: {},
  testMatch: ['<rootDir>/{src,test}/**/*.spec.ts'],
};

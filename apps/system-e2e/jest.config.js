import preset from '../../jest.preset.js';

export default {
  ...preset,
  displayName: 'system-e2e',
  testMatch: ['<rootDir>/test/**/*.e2e.spec.ts'],
  globalSetup: '<rootDir>/test/start-product.mjs',
  globalTeardown: '<rootDir>/test/stop-product.mjs',
  // one product, one browser: the files follow each other
  maxWorkers: 1,
  testSequencer: '<rootDir>/test/in-order.mjs',
  testTimeout: 180_000,
};

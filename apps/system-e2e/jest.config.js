import preset from '../../jest.preset.js';

export default {
  ...preset,
  displayName: 'system-e2e',
  testMatch: ['<rootDir>/test/**/*.e2e.spec.ts'],
  globalSetup: '<rootDir>/test/start-product.mjs',
  globalTeardown: '<rootDir>/test/stop-product.mjs',
  testSequencer: '<rootDir>/test/in-order.mjs',
};

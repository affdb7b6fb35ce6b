import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'city', testMatch: ['<rootDir>/*.spec.ts'] };

import nx from '@nx/eslint-plugin';
import jest from 'eslint-plugin-jest';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { dependencyRules } from './tools/lint-rules/dependency-rules.mjs';
import eventFileMatchesSubject from './tools/lint-rules/event-file-matches-subject.mjs';
import guardedRoute from './tools/lint-rules/guarded-route.mjs';
import noCycle from './tools/lint-rules/no-cycle.mjs';
import oneHomeForLocks from './tools/lint-rules/one-home-for-locks.mjs';
import { oneClock } from './tools/lint-rules/one-clock.mjs';

const tests = ['**/*.spec.ts', '**/*.spec.tsx', '**/*.test.ts', '**/*.test.tsx', '**/test/**', '**/testing/**', 'apps/system-e2e/**'];

export default defineConfig(
  globalIgnores(['**/dist', '**/node_modules', '.nx', '.data', 'tmp', 'coverage', '*/*/coverage', '**/*.generated.ts', '**/contracts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: {
      '@nx': nx,
      jingzhun: { rules: { 'guarded-route': guardedRoute, 'no-cycle': noCycle, 'one-home-for-locks': oneHomeForLocks } },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // leaves files with decorators alone: a class that Nest injects must stay a value import
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      // a Nest handler or a test step may be async for its contract's sake
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // harmless, and TypeScript 6 (lint) and 7 (types) do not always agree on it
      '@typescript-eslint/no-unnecessary-type-assertion': 'warn',
      '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, allow: [], depConstraints: dependencyRules }],
      'jingzhun/no-cycle': 'error',
      'max-lines': ['warn', { max: 300, skipComments: true }],
      'jingzhun/guarded-route': 'error',
      'jingzhun/one-home-for-locks': 'error',
      ...oneClock,
    },
  },
  // tools measure and generate: they are no part of the product's time
  { files: ['libs/persistence/src/clock.ts', 'tools/**'], rules: { 'no-restricted-syntax': 'off' } },
  // relations of entities point both ways; MikroORM resolves them late
  { files: ['**/*.entity.ts', '**/entities.ts'], rules: { 'jingzhun/no-cycle': 'off' } },
  {
    files: ['libs/events/src/*/*.ts'],
    ignores: tests,
    plugins: { events: { rules: { 'file-matches-subject': eventFileMatchesSubject } } },
    rules: { 'events/file-matches-subject': 'error' },
  },
  {
    files: tests,
    plugins: { jest },
    rules: {
      'jest/no-focused-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'no-restricted-syntax': 'off',
      // bodies of answers are looked into as they come
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // what a careless library throws is a case to test
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      'jingzhun/guarded-route': 'off',
      'jingzhun/one-home-for-locks': 'off',
    },
  },
);

import { globSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';

const LIMIT_MS = 10 * 60_000;

/** Runs every tools/**\/*.spec.mjs with Node's own test runner, one file at a time: some start servers. */
export async function toolTests(root, env) {
  const files = globSync('tools/**/*.spec.mjs', { cwd: root }).map((file) => path.join(root, file));
  const result = { passed: 0, failed: 0, failures: [] };
  Object.assign(process.env, env);
  for await (const { type, data } of run({ files, concurrency: 1, timeout: LIMIT_MS, isolation: 'process' })) {
    const { name, file = '', skip, details } = data ?? {};
    const isGroup = details?.type === 'suite' || files.includes(name);
    if (type === 'test:pass' && !isGroup && !skip) result.passed += 1;
    // a group fails with its parts, which are counted; a hook, or a file that dies before its first test, is not one of them
    if (type !== 'test:fail' || details.error?.failureType === 'subtestsFailed') continue;
    result.failed += 1;
    result.failures.push(`${path.relative(root, file)}: ${name}\n${details.error?.cause?.stack ?? details.error?.message}`);
  }
  return result;
}

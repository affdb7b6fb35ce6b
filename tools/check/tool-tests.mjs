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
    const isSuite = data?.details?.type === 'suite' || (data?.nesting === 0 && files.includes(data?.name));
    if (type === 'test:pass' && !isSuite && !data.skip) result.passed += 1;
    // a test with parts fails with them: the parts are what is counted
    if (data?.details?.error?.failureType === 'subtestsFailed') continue;
    if (type === 'test:fail' && !isSuite) {
      result.failed += 1;
      result.failures.push(
        `${path.relative(root, data.file ?? '')}: ${data.name}\n${data.details.error?.cause?.stack ?? data.details.error?.message}`,
      );
    }
    // a file that dies before its first test reports itself only
    if (type === 'test:fail' && isSuite && files.includes(data.name)) {
      result.failed += 1;
      result.failures.push(`${path.relative(root, data.name)}: ${data.details.error?.message}`);
    }
  }
  return result;
}

import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.mjs';

const RESULTS = 'coverage/results.json';

/**
 * Runs the tests of these packages, two packages at a time, and counts every single test from what jest wrote.
 *
 * @returns `{ passed, failed, failures }`
 */
export async function jestTests(root, projects, env) {
  const tested = projects.filter(({ targets }) => targets.includes('test'));
  for (const { folder } of tested) {
    mkdirSync(path.join(root, folder, path.dirname(RESULTS)), { recursive: true });
    rmSync(path.join(root, folder, RESULTS), { force: true });
  }
  const names = tested.map(({ name }) => name).join(',');
  const args = ['run-many', '-t', 'test', '-p', names, '--parallel=2', '--nxBail=false', '--outputStyle=static', '--skip-nx-cache'];
  let broken;
  await runCommand(root, `test ${tested[0]?.name ?? ''}`, 'nx', [...args, '--json', `--outputFile=${RESULTS}`], { env }).catch(
    (error) => (broken = error),
  );
  const counted = tested.map((project) => countOf(root, project));
  const sum = (key) => counted.reduce((total, result) => total + result[key], 0);
  const failures = counted.flatMap((result) => result.failures);
  // jest passed every test and something still went wrong: never a green run
  if (broken && failures.length === 0) failures.push(broken.message);
  return { passed: sum('passed'), failed: Math.max(sum('failed'), failures.length > 0 ? 1 : 0), failures };
}

/** Runs jest in one folder that is no package of the workspace. */
export async function jestFolder(root, folder, env) {
  const file = path.join(root, 'tmp', 'check', `${path.basename(folder)}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const args = [...flags, jest, '--rootDir', path.join(root, folder), '-c', path.join(root, folder, 'jest.config.js')];
  let broken;
  await runCommand(root, `test ${folder}`, 'node', [...args, '--json', `--outputFile=${file}`], { env }).catch((error) => (broken = error));
  if (!existsSync(file)) throw broken ?? new Error(`jest wrote no result for ${folder}`);
  return resultsIn(root, file);
}

function countOf(root, { name, folder }) {
  const file = path.join(root, folder, RESULTS);
  if (!existsSync(file)) {
    const specs = globSync('{src,test}/**/*.{spec,test}.{ts,tsx}', { cwd: path.join(root, folder) });
    if (specs.length === 0) return { passed: 0, failed: 0, failures: [] };
    return { passed: 0, failed: 1, failures: [`${name} has ${specs.length} test files and jest wrote no result`] };
  }
  return resultsIn(root, file);
}

function resultsIn(root, file) {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const failures = testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name: spec, message }) => `${path.relative(root, spec)}\n${message}`);
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, failures };
}

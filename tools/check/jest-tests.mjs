import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.mjs';

const RESULTS = 'coverage/results.json';

/** Packages at a time: one a core of the smallest machine. */
const LANES = 2;
const FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

/**
 * Runs the tests of these packages, two packages at a time and the largest first, so that none is left to run alone at the end, and
 * counts every single test from what jest wrote. What a package said is in tmp/check while it runs.
 *
 * @returns `{ passed, failed, failures }`
 */
export async function jestTests(root, projects, env) {
  const waiting = projects
    .filter(({ targets }) => targets.includes('test'))
    .map((project) => ({ ...project, size: specsIn(root, project.folder).length }))
    .sort((a, b) => b.size - a.size);
  const counted = [];
  const lane = async () => {
    for (let project = waiting.shift(); project; project = waiting.shift()) counted.push(await testOf(root, project, env));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const sum = (key) => counted.reduce((total, result) => total + result[key], 0);
  const failures = counted.flatMap((result) => result.failures);
  return { passed: sum('passed'), failed: Math.max(sum('failed'), failures.length > 0 ? 1 : 0), failures };
}

async function testOf(root, { name, folder }, env) {
  const results = path.join(root, folder, RESULTS);
  mkdirSync(path.dirname(results), { recursive: true });
  rmSync(results, { force: true });
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  let broken;
  await runCommand(root, `test ${name}`, 'node', [...FLAGS, jest, '--passWithNoTests', '--json', `--outputFile=${RESULTS}`], {
    env,
    cwd: path.join(root, folder),
  }).catch((error) => (broken = error));
  const counted = countOf(root, { name, folder });
  // jest passed every test and something still went wrong: never a green run
  if (broken && counted.failures.length === 0) counted.failures.push(`${name}: ${broken.message}`);
  return counted;
}

const specsIn = (root, folder) => globSync('{src,test}/**/*.{spec,test}.{ts,tsx}', { cwd: path.join(root, folder) });

/** Runs jest in one folder that is no package of the workspace. */
export async function jestFolder(root, folder, env) {
  const file = path.join(root, 'tmp', 'check', `${path.basename(folder)}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [...FLAGS, jest, '--rootDir', path.join(root, folder), '-c', path.join(root, folder, 'jest.config.js')];
  let broken;
  await runCommand(root, `test ${folder}`, 'node', [...args, '--json', `--outputFile=${file}`], { env }).catch((error) => (broken = error));
  if (!existsSync(file)) throw broken ?? new Error(`jest wrote no result for ${folder}`);
  return resultsIn(root, file);
}

function countOf(root, { name, folder }) {
  const file = path.join(root, folder, RESULTS);
  if (!existsSync(file)) {
    const specs = specsIn(root, folder);
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

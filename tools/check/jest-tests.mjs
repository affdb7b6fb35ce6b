import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.mjs';

const RESULTS = 'coverage/results.json';

/** Packages at a time: one a core of the smallest machine. */
const LANES = 2;
/** More files than this that fail are a broken change, not an unsteady test. */
const MOST_AGAIN = 3;
/** Another run draws other values: it says nothing about these. */
const COUNTEREXAMPLE = /Property failed after|Counterexample/;
/** What the runner counts beside the tests when it fails. */
const HOOK = /^\((before|after)(All|Each)\)$/;
const FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

/**
 * Runs the tests of these packages, two packages at a time and the largest first, so that none is left to run alone at the end, and
 * counts every single test from what jest wrote. What a package said is in tmp/check while it runs.
 *
 * @param again whether a file that failed may be run a second time, alone (ADR 0132)
 * @returns `{ passed, failed, failures, unsteady }`
 */
export async function jestTests(root, projects, env, { again = false } = {}) {
  const waiting = projects
    .filter(({ targets }) => targets.includes('test'))
    .map((project) => ({ ...project, size: specsIn(root, project.folder).length }))
    .sort((a, b) => b.size - a.size);
  const counted = [];
  const lane = async () => {
    for (let project = waiting.shift(); project; project = waiting.shift()) counted.push(await testOf(root, project, env));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const unsteady = again ? await runAgain(root, counted, env) : [];
  const sum = (key) => counted.reduce((total, result) => total + result[key], 0);
  const failures = counted.flatMap((result) => result.failures.map(({ text }) => text));
  return { passed: sum('passed'), failed: Math.max(sum('failed'), failures.length > 0 ? 1 : 0), failures, unsteady };
}

/** Changes the counts of what passes now. @returns the files that failed among the others and passed alone */
async function runAgain(root, counted, env) {
  const failures = counted.flatMap((result) => result.failures.map((failure) => ({ result, failure })));
  if (failures.length === 0 || failures.length > MOST_AGAIN || !failures.every(({ failure }) => failure.repeatable)) return [];
  const unsteady = [];
  for (const { result, failure } of failures) {
    const alone = await testOf(root, result.project, env, failure.spec);
    if (alone.failures.length > 0 || alone.passed !== failure.passed + failure.failed) continue;
    result.failures.splice(result.failures.indexOf(failure), 1);
    result.passed += failure.failed;
    result.failed -= failure.counted;
    unsteady.push(failure.text);
  }
  return unsteady;
}

/** @param spec one file of the package instead of all */
async function testOf(root, project, env, spec) {
  const { name, folder } = project;
  const results = path.join(root, folder, RESULTS);
  mkdirSync(path.dirname(results), { recursive: true });
  rmSync(results, { force: true });
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const chosen = spec ? ['--runTestsByPath', spec] : [];
  let broken;
  await runCommand(
    root,
    spec ? `test ${name} ${path.basename(spec)} again` : `test ${name}`,
    'node',
    [...FLAGS, jest, '--passWithNoTests', '--json', `--outputFile=${RESULTS}`, ...chosen],
    { env, cwd: path.join(root, folder) },
  ).catch((error) => (broken = error));
  const counted = countOf(root, project);
  // jest passed every test and something still went wrong: never a green run
  if (broken && counted.failures.length === 0) counted.failures.push(final(`${name}: ${broken.message}`));
  return { project, ...counted };
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
  const counted = resultsIn(root, file);
  return { ...counted, failures: counted.failures.map(({ text }) => text) };
}

function countOf(root, { name, folder }) {
  const file = path.join(root, folder, RESULTS);
  if (!existsSync(file)) {
    const specs = specsIn(root, folder);
    if (specs.length === 0) return { passed: 0, failed: 0, failures: [] };
    return { passed: 0, failed: 1, failures: [final(`${name} has ${specs.length} test files and jest wrote no result`)] };
  }
  return resultsIn(root, file);
}

function resultsIn(root, file) {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const failures = testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name: spec, message, assertionResults }) => {
      const tests = assertionResults.filter(({ title }) => !HOOK.test(title));
      const count = (status) => tests.filter((test) => test.status === status).length;
      const [passed, failed] = [count('passed'), count('failed')];
      return {
        text: `${path.relative(root, spec)}\n${message}`,
        spec,
        passed,
        failed,
        // hooks included, as in the whole
        counted: assertionResults.filter((test) => test.status === 'failed').length,
        repeatable: assertionResults.some((test) => test.status === 'failed') && !COUNTEREXAMPLE.test(message),
      };
    });
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, failures };
}

/** A failure that another run would prove nothing about. */
const final = (text) => ({ text, repeatable: false });

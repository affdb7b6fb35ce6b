import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.mjs';

/** Processes at a time: what one waits for its database, another works. */
const LANES = 3;
/** A package of more files than this runs in two processes: none is the last for minutes while the other lanes are idle. */
const MOST_FILES = 75;
/** More files than this that fail are a broken change, not an unsteady test. */
const MOST_AGAIN = 3;
/** Another run draws other values: it says nothing about these. */
const COUNTEREXAMPLE = /Property failed after|Counterexample/;
/** What the runner counts beside the tests when it fails. */
const HOOK = /^\((before|after)(All|Each)\)$/;
const FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

/**
 * Runs the tests of these packages, several processes at a time and the largest first, so that none is left to run alone at the end, and
 * counts every single test from what jest wrote. What a package said is in tmp/check while it runs.
 *
 * @param again whether a file that failed may be run a second time, alone (ADR 0132)
 * @param most a package of more files than this is run in two processes
 * @returns `{ passed, failed, failures, unsteady }`
 */
export async function jestTests(root, projects, env, { again = false, most = MOST_FILES } = {}) {
  const waiting = projects
    .filter(({ targets }) => targets.includes('test'))
    .flatMap((project) => partsOf(project, specsIn(root, project.folder), most))
    .sort((a, b) => b.size - a.size);
  const counted = [];
  const lane = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) counted.push(await testOf(root, part, env));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const unsteady = again ? await runAgain(root, counted, env) : [];
  const sum = (key) => counted.reduce((total, result) => total + result[key], 0);
  const failures = counted.flatMap((result) => result.failures.map(({ text }) => text));
  return { passed: sum('passed'), failed: Math.max(sum('failed'), failures.length > 0 ? 1 : 0), failures, unsteady };
}

/**
 * @returns the whole package, or its halves, each with the files that are its own. A package may say itself which files belong together
 *   (`testing.parts` of its package.json: names of files, to the first dot)
 * @throws for a file that stands in none of them, which nobody would run, and for a name that stands twice or has no file
 */
function partsOf(project, specs, most) {
  if (project.parts) {
    const placed = project.parts.map((names) => specs.filter((spec) => names.includes(nameOf(spec))));
    const names = project.parts.flat();
    const lost = specs.filter((spec) => !placed.flat().includes(spec));
    const wrong = names.filter((name, at) => names.indexOf(name) !== at || !specs.some((spec) => nameOf(spec) === name));
    if (lost.length > 0) throw new Error(`no part of ${project.name} has ${lost.join(', ')}: see testing.parts of its package.json`);
    if (wrong.length > 0) throw new Error(`parts of ${project.name} have no file for, or have twice: ${wrong.join(', ')}`);
    return placed.map((files, index) => ({ project, size: files.length, files, half: index + 1 }));
  }
  if (specs.length <= most) return [{ project, size: specs.length }];
  // in turn, so that what lies in one folder and takes long is shared between them
  const halves = [0, 1].map((half) => specs.toSorted().filter((_, index) => index % 2 === half));
  return halves.map((files, index) => ({ project, size: files.length, files, half: index + 1 }));
}

/** Changes the counts of what passes now. @returns the files that failed among the others and passed alone */
async function runAgain(root, counted, env) {
  const failures = counted.flatMap((result) => result.failures.map((failure) => ({ result, failure })));
  if (failures.length === 0 || failures.length > MOST_AGAIN || !failures.every(({ failure }) => failure.repeatable)) return [];
  const unsteady = [];
  for (const { result, failure } of failures) {
    const alone = await testOf(root, { project: result.project, files: [failure.spec], again: true }, env);
    if (alone.failures.length > 0 || alone.passed !== failure.passed + failure.failed) continue;
    result.failures.splice(result.failures.indexOf(failure), 1);
    result.passed += failure.failed;
    result.failed -= failure.counted;
    unsteady.push(failure.text);
  }
  return unsteady;
}

/** @param part `files` are the only ones to run, from the package's folder; absent: all of it */
async function testOf(root, { project, files = [], half, again = false }, env) {
  const { name, folder } = project;
  const file = `coverage/results${half ? `-${half}` : ''}.json`;
  const results = path.join(root, folder, file);
  mkdirSync(path.dirname(results), { recursive: true });
  rmSync(results, { force: true });
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const chosen = files.length > 0 ? ['--runTestsByPath', ...files] : [];
  const what = again ? `${path.basename(files[0])} again` : half ? `half ${half}` : '';
  let broken;
  await runCommand(
    root,
    `test ${name} ${what}`.trimEnd(),
    'node',
    [...FLAGS, jest, '--passWithNoTests', '--json', `--outputFile=${file}`, ...chosen],
    { env, cwd: path.join(root, folder) },
  ).catch((error) => (broken = error));
  const counted = countOf(root, project, results, files);
  // jest passed every test and something still went wrong: never a green run
  if (broken && counted.failures.length === 0) counted.failures.push(final(`${name}: ${broken.message}`));
  return { project, ...counted };
}

const nameOf = (spec) => path.basename(spec).split('.')[0];
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

/** @param files what was to be run, when it is not the whole package */
function countOf(root, { name, folder }, results, files) {
  if (existsSync(results)) return resultsIn(root, results, files.length);
  const { length } = files.length > 0 ? files : specsIn(root, folder);
  if (length === 0) return { passed: 0, failed: 0, failures: [] };
  return { passed: 0, failed: 1, failures: [final(`${name} has ${length} test files and jest wrote no result`)] };
}

function resultsIn(root, file, wanted = 0) {
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
  // a file that nobody ran is no file that passed
  if (wanted > testResults.length)
    failures.push(final(`${path.relative(root, file)} tells of ${testResults.length} of ${wanted} test files`));
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, failures };
}

/** A failure that another run would prove nothing about. */
const final = (text) => ({ text, repeatable: false });

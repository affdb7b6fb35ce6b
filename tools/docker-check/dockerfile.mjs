import { validate } from 'dockerfile-utils';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `{ name, instructions: { keyword, words }[] }[]` of a Dockerfile. */
export function stagesOf(text) {
  const stages = [];
  for (const line of text.replace(/\\\n\s*/g, ' ').split('\n')) {
    const [, keyword, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (!keyword) continue;
    const words = rest.split(/\s+/);
    if (keyword === 'FROM') stages.push({ name: words[2] ?? words[0], base: words[0], instructions: [] });
    else stages.at(-1)?.instructions.push({ keyword, words });
  }
  return stages;
}

const severe = 1;

/** Problems of the Dockerfile itself, of what it copies from the repository and of what it starts. */
export function dockerfileProblems(root, text, processes, ignored = readFileSync(path.join(root, '.dockerignore'), 'utf8')) {
  const stages = stagesOf(text);
  const lint = validate(text)
    .filter(({ severity }) => severity === severe)
    .map(({ message, range }) => `line ${range.start.line + 1}: ${message}`);
  const missingTargets = [...processes, 'migrate', 'init']
    .filter((name) => !stages.some((stage) => stage.name === name))
    .map((name) => `no target ${name}`);
  const copies = stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'COPY'));
  const missingSources = copies.flatMap(({ words }) => missingSourcesOf(root, words, ignored));
  const withoutNative = /npm ci .*--omit=optional/.test(text)
    ? ['npm ci leaves out optional packages, and native parts (sharp, typst) are such']
    : [];
  const withoutSource = globSync('{apps,libs}/*/src/**/*.{ts,tsx}', { cwd: root })
    .filter((source) => !source.startsWith('apps/system-e2e/') && isIgnored(ignored, source))
    .map((source) => `${source} is kept out of the build by .dockerignore`);
  return [
    ...lint,
    ...withoutSource,
    ...missingTargets,
    ...missingSources,
    ...withoutNative,
    ...stages.flatMap((stage) => problemsOfStart(root, stage, stages)),
  ];
}

function missingSourcesOf(root, words, ignored) {
  const from = words.find((word) => word.startsWith('--from='));
  const sources = words.filter((word) => !word.startsWith('--')).slice(0, -1);
  const unsent = from ? [] : sources.filter((source) => isIgnored(ignored, source));
  if (unsent.length > 0) return unsent.map((source) => `COPY of ${source}, which .dockerignore keeps out of the build`);
  return sources
    .map((source) => (from ? source.replace(/^\/jingzhun\//, '').replace(/(^|\/)(dist|node_modules)$/, '') : source))
    .filter((source) => source !== '' && !existsSync(path.join(root, source)))
    .map((source) => `COPY of ${source}, which is not in the repository`);
}

/** As the engine reads .dockerignore: the last line that fits the path or a folder above it counts. */
export function isIgnored(ignored, source) {
  const parts = source.split('/');
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const lines = ignored.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const last = lines.findLast((line) => paths.some((one) => path.matchesGlob(one, line.replace(/^!/, ''))));
  return last !== undefined && !last.startsWith('!');
}

/** What a stage starts must be built from a source file, or be a file of docker/ that was copied. */
function problemsOfStart(root, { name, instructions }) {
  const command = instructions.find(({ keyword }) => keyword === 'CMD');
  if (!command) return [];
  const [script] = JSON.parse(command.words.join(' '));
  const source = script.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
  return globSync(source, { cwd: root }).length === 1 ? [] : [`target ${name} starts ${script}, and there is no ${source}`];
}

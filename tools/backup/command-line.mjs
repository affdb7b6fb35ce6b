import path from 'node:path';
import { parseArgs } from 'node:util';
import { PROCESSES } from '../local-stack/departments.mjs';

export const root = path.resolve(import.meta.dirname, '../..');

/** `identification --to DIR` and the like; folders as the launcher takes them from the environment. */
export function readCommand(names) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: Object.fromEntries([...names, 'passphrase-file'].map((name) => [name, { type: 'string' }])),
  });
  const [department] = positionals;
  if (!PROCESSES.includes(department) || positionals.length !== 1)
    throw new Error(
      `Name one department: ${PROCESSES.join(', ')}. Options: ${[...names, 'passphrase-file'].map((name) => `--${name}`).join(' ')}`,
    );
  const data = path.resolve(root, process.env.JINGZHUN_DATA ?? '.data');
  return {
    department,
    data,
    keysFolder: path.resolve(root, process.env.JINGZHUN_KEYS ?? path.join(data, 'keys')),
    filesFolder: path.join(data, department),
    passphraseFile: values['passphrase-file'],
    ...values,
  };
}

/** Runs a command and says what went wrong in one line. */
export async function run(work) {
  try {
    await work();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

// node tools/add-key.mjs identification field   — docs/operate/keys.md
import path from 'node:path';
import { addKey, addSealKey } from '@jingzhun/vault';

const PURPOSES = ['field', 'file', 'seal'];
const [department, purpose] = process.argv.slice(2);
const keys = process.env.JINGZHUN_KEYS ?? path.join(process.env.JINGZHUN_DATA ?? '.data', 'keys');
try {
  if (!/^[a-z]+$/.test(department ?? '') || !PURPOSES.includes(purpose))
    throw new Error(`Name a department and a purpose (${PURPOSES.join(', ')}): node tools/add-key.mjs identification field`);
  const folder = path.join(keys, department);
  if (purpose === 'seal') {
    const { id } = addSealKey(folder, new Date()).active;
    console.log(`${department}: key ${id} seals signatures from the next start on; earlier ones stay checkable. Back up the keys now.`);
  } else {
    const id = addKey(folder, purpose, new Date());
    console.log(
      `${department}: key ${id} encrypts ${purpose}s from the next start on; the older ones go on decrypting. Back up the keys now.`,
    );
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

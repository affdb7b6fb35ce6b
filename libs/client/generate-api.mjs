// Writes src/api from the OpenAPI documents of a running system: node generate-api.mjs http://127.0.0.1:8080
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createClient } from '@hey-api/openapi-ts';

const [base = 'http://127.0.0.1:8080'] = process.argv.slice(2);
const departments = ['identification', 'industry', 'finance', 'relocation', 'medical', 'accountability', 'gateway'];
const folder = path.join(import.meta.dirname, 'src/api');

for (const department of departments) {
  const response = await fetch(`${base}/api/${department}/openapi.json`);
  if (!response.ok) throw new Error(`${department}: ${response.status} instead of its OpenAPI document`);
  rmSync(path.join(folder, department), { recursive: true, force: true });
  await createClient({
    input: await response.json(),
    output: { path: path.join(folder, department), fileName: { suffix: '.generated' }, importFileExtension: '.js' },
    plugins: ['@hey-api/typescript'],
    logs: { level: 'warn' },
  });
  // the generator's own index has no suffix and would be taken for written code
  rmSync(path.join(folder, department, 'index.ts'), { force: true });
}
const lines = departments.map((department) => `export type * as ${department} from './${department}/types.generated.js';`);
writeFileSync(
  path.join(folder, 'index.ts'),
  `/** Requests and answers of every department's HTTP interface, generated from their OpenAPI documents. */\n${lines.join('\n')}\n`,
);

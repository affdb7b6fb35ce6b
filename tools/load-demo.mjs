import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { deskOf } from './demo/desk.mjs';
import { loadFinance } from './demo/finance.mjs';
import { loadIdentification } from './demo/identification.mjs';
import { Officer } from './demo/officer.mjs';

const IMPORTS = '/api/identification/v1/imports';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const [UPLOADER, RELEASER] = ['lin.upload', 'gu.release'];
const ADMINISTRATORS = { identification: 'tang.system', finance: 'shao.system' };
const CITY = { households: 25_323, persons: 78_914 };
const WAIT_MS = 200;

/**
 * Fills an empty demonstration: generates the city's workbooks, has one officer upload them to the public import and another
 * release them. A city half loaded is simply loaded again: rows that are there already change nothing.
 *
 * @param clock what the clocks show, `behind` that of finance, which begins earlier (`demo/clock.mjs`)
 * @param onAccounts is told the demonstration's accounts, `onPart` what is loaded next
 */
export async function loadDemo({ root, address, publicUrl, data, clock, behind, say, stops, onAccounts, onPart }) {
  const { password, items } = (await new Officer(address, publicUrl).get('/api/gateway/v1/demo-accounts')).json();
  onAccounts({ password, accounts: items });
  const marker = path.join(data, 'demo-city.json');
  if (!existsSync(marker)) {
    onPart({ zh: '导入全市农户', en: 'importing the city' });
    const folder = mkdtempSync(path.join(os.tmpdir(), 'jingzhun-city-'));
    try {
      const workbooks = await generate(root, folder, say);
      const loaded = await importAll({ address, publicUrl, password, folder, workbooks, say, stops });
      mkdirSync(data, { recursive: true });
      writeFileSync(marker, `${JSON.stringify(loaded)}\n`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const identification = path.join(data, 'demo-identification.json');
  if (!existsSync(identification)) {
    onPart({ zh: '装入精准识别的业务', en: 'loading the work of identification' });
    const gateway = deskOf('/api/gateway/v1');
    await loadIdentification({
      signIn: (name) => Officer.signIn(address, name, password, publicUrl),
      villager: () => new Officer(address, publicUrl),
      prove: async (officer, digest) => (await gateway.write(officer, '/signing-proofs', { password, digest })).proof,
      ...{ say, stops },
    });
    writeFileSync(identification, '{}\n');
  }
  const finance = path.join(data, 'demo-finance.json');
  if (!existsSync(finance)) {
    onPart({ zh: '装入财政资金的业务', en: 'loading the work of finance' });
    const { households } = JSON.parse(readFileSync(marker, 'utf8'));
    const signIn = (name) => Officer.signIn(address, name, password, publicUrl);
    await loadFinance({ signIn, households, clock, behind, say, stops });
    writeFileSync(finance, '{}\n');
  }
  const reminded = path.join(data, 'demo-reminded.json');
  if (!existsSync(reminded)) {
    onPart({ zh: '核对当日期限', en: 'going through the deadlines of the day' });
    await goThroughDeadlines({ address, publicUrl, password });
    writeFileSync(reminded, '{}\n');
  }
}

/** The day was gone through before there was anything in it: who opens the demonstration today is reminded today. */
async function goThroughDeadlines({ address, publicUrl, password }) {
  for (const [department, administrator] of Object.entries(ADMINISTRATORS)) {
    const administers = await Officer.signIn(address, administrator, password, publicUrl);
    const answer = await administers.post(`/api/${department}/v1/reminder-rounds`, {
      body: '{}',
      headers: { 'Content-Type': 'application/json' },
    });
    if (answer.status !== 200) throw new Error(`the deadlines of ${department} were not gone through (${answer.status}): ${answer.text}`);
  }
}

/** `JINGZHUN_DEMO_HOUSEHOLDS` makes a smaller city in the same proportions, for tests. */
async function generate(root, folder, say) {
  const households = Number(process.env.JINGZHUN_DEMO_HOUSEHOLDS ?? CITY.households);
  say(`generating the city: ${households} households …`);
  const size = households === CITY.households ? [] : ['--households', String(households)];
  const args = ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', 'tools/city/generate.ts', '--out', folder, ...size];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  return readdirSync(folder)
    .filter((file) => file.endsWith('.xlsx'))
    .sort();
}

async function importAll({ address, publicUrl, password, folder, workbooks, say, stops }) {
  const uploader = await Officer.signIn(address, UPLOADER, password, publicUrl);
  const releaser = await Officer.signIn(address, RELEASER, password, publicUrl);
  const total = { households: 0, persons: 0 };
  say(`importing ${workbooks.length} workbooks through the public interface …`);
  const uploads = [];
  for (const file of workbooks) {
    stops.throwIfStopping();
    const answer = await uploader.post(IMPORTS, {
      body: readFileSync(path.join(folder, file)),
      headers: { 'Content-Type': XLSX, 'X-File-Name': encodeURIComponent(file) },
    });
    if (answer.status !== 202) throw new Error(`${file} was not accepted (${answer.status}): ${answer.text}`);
    uploads.push({ file, id: answer.json().id });
  }
  for (const [index, { file, id }] of uploads.entries()) {
    const { counts } = await untilState(uploader, id, 'previewed', { file, stops });
    if (counts.householdsRefused > 0) throw new Error(`${file}: ${counts.householdsRefused} households of the generated city were refused`);
    const released = await releaser.post(`${IMPORTS}/${id}/release`);
    if (released.status !== 202) throw new Error(`${file} was not released (${released.status}): ${released.text}`);
    await untilState(uploader, id, 'released', { file, stops });
    total.households += counts.householdsNew + counts.householdsUnchanged;
    total.persons += counts.membersRead;
    say(`${String(index + 1).padStart(2)} of ${uploads.length}: ${total.households} households, ${total.persons} persons`);
  }
  return total;
}

async function untilState(officer, id, wanted, { file, stops }) {
  for (;;) {
    stops.throwIfStopping();
    const current = (await officer.get(`${IMPORTS}/${id}`)).json();
    if (current.state === wanted) return current;
    if (current.state === 'failed') throw new Error(`the import of ${file} failed: ${current.failure?.detail}`);
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}

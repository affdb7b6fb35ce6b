import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { loadDemo } from '../load-demo.mjs';
import { Stopped } from './stops.mjs';

/**
 * Fills the demonstration. Whatever goes wrong there, the product stays up: what failed is told, where it is written down, and how to
 * try again.
 *
 * @returns `{ accounts, password, failure }`: the first two absent when not even they could be asked for, the lines of the last when
 *   something did not work
 */
export async function fillDemonstration(settings, { address, say, stops, load = loadDemo }) {
  const log = path.join(settings.logs, 'demonstration.log');
  const note = (line) => {
    mkdirSync(settings.logs, { recursive: true, mode: 0o700 });
    appendFileSync(log, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
  };
  const told = (line) => {
    note(line);
    say(line);
  };
  const demo = {};
  let doing = { zh: '读取演示账号', en: 'asking for the accounts' };
  try {
    await load({
      ...{ root: settings.root, address, publicUrl: settings.publicUrl, data: settings.data, say: told, stops },
      ...{ clock: settings.clock, behind: settings.behind },
      // known before anything is filled in: who can sign in can also look at half a city
      onAccounts: (accounts) => Object.assign(demo, accounts),
      onPart: (part) => (doing = part),
    });
    return demo;
  } catch (error) {
    if (error instanceof Stopped || stops.stopping) throw error;
    note(error.stack ?? String(error));
    return { ...demo, failure: failureOf(doing, error, log) };
  }
}

const failureOf = (doing, error, log) => [
  `演示数据没有全部装入：${doing.zh}时出错。系统已启动，可以使用。 / The demonstration is not complete: it failed while ${doing.en}. The product is up and stays up.`,
  `  why: ${String(error.message).split('\n')[0].slice(0, 300)}`,
  `  log: ${log}`,
  '  再试一次：按 Ctrl-C 停止，再运行 npm start；已装入的不会重复。 / To try again: Ctrl-C, then npm start. What is there already is kept, the rest is loaded.',
];

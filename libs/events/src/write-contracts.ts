/**
 * Writes the snapshot of all events to `contracts/events/`, once a release is decided. Refuses what would break a subscriber.
 * Run in this folder: `node --conditions=@jingzhun/source --import ../../tools/ts.mjs src/write-contracts.ts`
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { EVENTS } from './catalog.js';
import { compareContracts, contractOf, type EventContract } from './compatibility.js';

const FOLDER = new URL('../contracts/events/', import.meta.url);
const released = readdirSync(FOLDER).map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as EventContract);
const current = EVENTS.map(contractOf);
const findings = await compareContracts(released, current);
for (const { verdict, type, text } of findings) console.log(`${verdict}  ${type}  ${text}`);
if (findings.some(({ verdict }) => verdict === 'refused')) {
  console.error('Not written: a released event changes by optional fields only. Make a new version beside it.');
  process.exitCode = 1;
} else {
  for (const contract of current) writeFileSync(new URL(`${contract.type}.json`, FOLDER), `${JSON.stringify(contract, null, 2)}\n`);
}

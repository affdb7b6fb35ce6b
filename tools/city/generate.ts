import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { writeBroken } from './broken-workbook.js';
import { generateCity } from './city.js';
import type { CityOptions } from './city-options.js';
import { writeFaults } from './planted-faults.js';
import { writeRegisters } from './write-registers.js';
import { writeCity } from './write-workbooks.js';

const USAGE = `Writes an invented city as the workbooks the import takes, one a township unit, and manifest.json.

  --out DIR          folder to write to (required)
  --seed N           2014; another seed is another city
  --households N     25323
  --persons N        78914, or in proportion to --households
  --illness N        persons in households whose main cause is illness (44744, or in proportion)
  --five N           five-guarantee households (2223, or in proportion)
  --on YYYY-MM-DD    day the register is as generated (2014-12-31)
  --registers-on YYYY-MM-DD  day of the other authorities' extracts (2016-02-20)
  --broken           a small workbook of rows that the import refuses, instead of the city
  --registers        only the extracts of other authorities, without the workbooks`;

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string' },
    households: { type: 'string' },
    persons: { type: 'string' },
    illness: { type: 'string' },
    five: { type: 'string' },
    on: { type: 'string' },
    'registers-on': { type: 'string', default: '2016-02-20' },
    broken: { type: 'boolean', default: false },
    registers: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || values.out === undefined) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

const given: Partial<CityOptions> = {
  ...(values.seed && { seed: Number(values.seed) }),
  ...(values.households && { households: Number(values.households) }),
  ...(values.persons && { persons: Number(values.persons) }),
  ...(values.illness && { illnessPersons: Number(values.illness) }),
  ...(values.five && { fiveGuaranteeHouseholds: Number(values.five) }),
  ...(values.on && { on: PlainDate.parse(values.on) }),
};
const started = performance.now();
const city = generateCity(given);
const registersFolder = join(values.out, 'registers');
const registers = async (): Promise<void> => {
  const planted = await writeRegisters(city, registersFolder, PlainDate.parse(values['registers-on']));
  console.log(`${planted.length} registers, ${planted.reduce((sum, { lines }) => sum + lines.length, 0)} rows`);
};
if (values.broken) {
  const { file, defects } = await writeBroken(city, values.out);
  console.log(`${file}: ${defects.length} defects`);
} else if (values.registers) {
  await registers();
} else {
  const workbooks = await writeCity(city, values.out);
  const persons = workbooks.reduce((sum, workbook) => sum + workbook.persons, 0);
  const households = workbooks.reduce((sum, workbook) => sum + workbook.households, 0);
  console.log(`${workbooks.length} workbooks, ${households} households, ${persons} persons, ${city.planted.length} planted details`);
  const faults = await writeFaults(city, join(values.out, 'faults'));
  console.log(`${faults.length} planted faults that the import refuses, or nearly`);
  await registers();
}
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s, at most ${memory} MB`);

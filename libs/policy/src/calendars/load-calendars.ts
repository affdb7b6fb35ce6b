import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CalendarYear } from './calendar-file.js';
import { WorkingDays } from './working-days.js';

const FILE = /^holidays-(\d{4})\.json$/;
// calendars lie beside src and dist, so that the path is the same from both
const SHIPPED = fileURLToPath(new URL('../../calendars', import.meta.url));

/**
 * Holidays and make-up working days of every known year.
 * @param folder the county's own files (`JINGZHUN_CALENDARS`): further years, or another word on a shipped one
 * @throws Error naming the file that is wrong: a service must not count days on it
 */
export function loadWorkingDays(folder?: string): WorkingDays {
  const years = new Map<number, CalendarYear>();
  for (const from of folder === undefined ? [SHIPPED] : [SHIPPED, folder])
    for (const calendar of readFolder(from)) years.set(calendar.year, calendar);
  return new WorkingDays([...years.values()]);
}

function readFolder(folder: string): CalendarYear[] {
  return readdirSync(folder)
    .filter((name) => FILE.test(name))
    .map((name) => readYear(join(folder, name), Number(FILE.exec(name)![1])));
}

function readYear(file: string, year: number): CalendarYear {
  try {
    const calendar = CalendarYear.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (calendar.year !== year) throw new Error(`it holds the year ${calendar.year}`);
    return calendar;
  } catch (error) {
    throw new Error(`${file} is not a calendar of holidays: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

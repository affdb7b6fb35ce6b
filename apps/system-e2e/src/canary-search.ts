import { CANARY, OPEN_MARKERS, REGISTERED_ELSEWHERE, SEALED_MARKERS } from './canary.js';
import type { CanaryApplicant } from './canary-applicant.js';
import { KEPT_NOWHERE, markersOf, NAMES_OF_FIELDS } from './canary-fields.js';
import { anyFieldOf, anyOf, findInDatabases, queryDatabase } from './find-in-databases.js';
import { findInFiles, placesOf } from './find-in-files.js';
import { until } from './until.js';

const OTHERS = ['industry', 'finance', 'relocation', 'medical', 'accountability'];
const COPIES = OTHERS.map((department) => `${department}.directory_household`);
/** The register, and the answer of a command, kept for who asks again. */
const REGISTER = [
  ...['household', 'household_history', 'household_income', 'member', 'person', 'idempotent_request'].map(
    (table) => `identification.${table}`,
  ),
];
/** Where else a household is named. */
const NAMED = [
  ...['identification.correction', 'identification.duplicate_case', 'finance.payment', 'finance.idempotent_request'],
  ...COPIES,
  ...OTHERS.map((department) => `${department}.directory_person`),
];

/** Every table of every department, as text. */
export async function searchTables(data: string, householdId: string, applicant: CanaryApplicant): Promise<void> {
  for (const department of OTHERS)
    await until(`the copy of ${department}`, async () => {
      const known = await queryDatabase(data, department, 'select from directory_household where id = $1', [householdId]);
      return known.length > 0;
    });
  const [register, named] = [markersOf('register'), [...OPEN_MARKERS, ...markersOf('departments')]];
  const { open, shown, masked } = applicant;
  const never = [...SEALED_MARKERS, ...KEPT_NOWHERE, ...markersOf('sealed'), ...shown, ...masked, REGISTERED_ELSEWHERE.strangerName];
  const found = await findInDatabases(data, anyOf([...register, ...named, ...never, ...open]));
  const places = (marker: string): string[] => found.get(marker) ?? [];
  for (const marker of never) expect([marker, places(marker)]).toEqual([marker, []]);
  for (const [markers, elsewhere] of [
    [register, []],
    [named, NAMED],
  ] as const)
    for (const marker of markers) {
      expect([marker, places(marker)]).toEqual([marker, expect.arrayContaining(['identification.household_history'])]);
      expect([marker, places(marker).filter((place) => ![...REGISTER, ...elsewhere].includes(place))]).toEqual([marker, []]);
    }
  for (const marker of [CANARY.name, CANARY.group, CANARY.householdNumber, CANARY.registeredOn])
    expect([marker, places(marker)]).toEqual([marker, expect.arrayContaining(COPIES)]);
  for (const marker of open) expect([marker, places(marker)]).toEqual([marker, ['identification.application']]);
  // codes, yes and no: whoever they are about; parameters of the policy are about nobody
  const parameters = ['identification', ...OTHERS].map((department) => `${department}.policy_parameter`);
  const names = await findInDatabases(data, anyFieldOf(NAMES_OF_FIELDS), [...REGISTER, ...parameters]);
  expect([...names]).toEqual([]);
}

/** Every file below the data folder, byte by byte. */
export async function searchFiles(data: string, { open, shown, masked }: CanaryApplicant): Promise<void> {
  const { strangerName, doubtfulName } = REGISTERED_ELSEWHERE;
  const names = NAMES_OF_FIELDS.map((name) => `"${name}":`);
  const never = [...SEALED_MARKERS, ...markersOf('sealed'), ...KEPT_NOWHERE, ...names, ...shown, ...masked];
  const [register, named] = [markersOf('register'), [...OPEN_MARKERS, ...markersOf('departments')]];
  const found = await findInFiles(data, [...never, ...register, ...named, ...open, strangerName, doubtfulName]);
  const places = (marker: string): string[] => placesOf(found, marker);
  for (const marker of never) expect([marker, places(marker)]).toEqual([marker, []]);
  for (const marker of named) expect([marker, places(marker)]).toEqual([marker, ['nats', 'postgres']]);
  // a number has no text in the database's files; that it is there the tables say
  for (const marker of register) expect([marker, places(marker).filter((place) => place !== 'postgres')]).toEqual([marker, []]);
  for (const marker of open) expect([marker, places(marker)]).toEqual([marker, ['postgres']]);
  expect([places(strangerName), places(doubtfulName)]).toEqual([[], ['postgres']]);
}

import { PlainDate } from '@jingzhun/domain/plain-date';

/** What a city is made of. The figures of 2014 are published; everything else about a household is invented. */
export interface CityOptions {
  readonly seed: number;
  readonly households: number;
  readonly persons: number;
  /** Persons in households whose main cause is illness. */
  readonly illnessPersons: number;
  readonly fiveGuaranteeHouseholds: number;
  /** Day on which the register is as generated: ages, schools and divisions are those of this day. */
  readonly on: PlainDate;
}

/** Registered poor of Ruijin at the end of 2014; the last two are derived from published shares and sums. */
export const RUIJIN_2014: CityOptions = {
  seed: 2014,
  households: 25_323,
  persons: 78_914,
  illnessPersons: 44_744,
  fiveGuaranteeHouseholds: 2_223,
  on: PlainDate.parse('2014-12-31'),
};

/** Fills what is not given in proportion to the published city. Throws a RangeError for numbers that cannot be met. */
export function cityOptions(given: Partial<CityOptions> = {}): CityOptions {
  const base = RUIJIN_2014;
  const households = given.households ?? base.households;
  const persons = given.persons ?? Math.round((households * base.persons) / base.households);
  const options: CityOptions = {
    seed: given.seed ?? base.seed,
    households,
    persons,
    illnessPersons: given.illnessPersons ?? Math.round((persons * base.illnessPersons) / base.persons),
    fiveGuaranteeHouseholds: given.fiveGuaranteeHouseholds ?? Math.round((households * base.fiveGuaranteeHouseholds) / base.households),
    on: given.on ?? base.on,
  };
  for (const [name, value] of Object.entries(options)) {
    if (name !== 'on' && !(Number.isSafeInteger(value) && Number(value) >= 0)) throw new RangeError(`${name} must be a whole number`);
  }
  const { fiveGuaranteeHouseholds: five, illnessPersons } = options;
  if (households < 50) throw new RangeError('a city needs at least 50 households');
  if (five > households / 2) throw new RangeError('more than half of the households would be five-guarantee');
  if (persons < 2 * households || persons > 6 * households) throw new RangeError('households must have 2 to 6 persons on average');
  if (illnessPersons > persons * 0.9) throw new RangeError('illnessPersons leaves no room for other causes');
  return options;
}

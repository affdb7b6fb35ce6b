import type { Fen } from '@jingzhun/domain/money';
import { ageOn, daysBetween, type PlainDate } from '@jingzhun/domain/plain-date';
import type { DecisionCode } from './decision-texts.js';
import type { FieldKind } from './field-kinds.js';
import { NameNotPublishable, NotPublishable } from './notice-field.errors.js';
import { HIDDEN_MINOR, isPersonName } from './public-words.js';
import { publishable, type Publishable } from './publishable.js';

/** Who is to be named. The date of birth decides whether the name may be shown; it is never kept. */
export interface PersonToName {
  readonly name: string;
  readonly birthDate: PlainDate | null;
}

/** Age from which a name may be shown. */
const OF_AGE = 18;

/**
 * The name of an adult.
 * @param on day the notice is posted
 * @throws NameNotPublishable for a minor, an unknown date of birth, or what is not a name
 */
export function publicName({ name, birthDate }: PersonToName, on: PlainDate): Publishable<'publicName'> {
  if (birthDate === null) throw new NameNotPublishable('age-unknown');
  if (ageOn(birthDate, on) < OF_AGE) throw new NameNotPublishable('minor');
  if (!isPersonName(name)) throw new NameNotPublishable('not-a-name');
  return publishable('publicName', name);
}

/** The same, with a fixed text in the place of a minor: for a household whose head is one. */
export function publicNameOrMinor(person: PersonToName, on: PlainDate): Publishable<'publicName'> {
  if (person.birthDate !== null && ageOn(person.birthDate, on) < OF_AGE) return publishable('publicName', HIDDEN_MINOR);
  return publicName(person, on);
}

/** 第三村民小组. @throws NotPublishable */
export const groupName = (text: string): Publishable<'groupName'> => checked('groupName', text.replaceAll(/\s/g, ''));

/** Members of a household. @throws NotPublishable */
export const headCount = (members: number): Publishable<'headCount'> => checked('headCount', members);

/** @throws NotPublishable */
export const householdCount = (households: number): Publishable<'householdCount'> => checked('householdCount', households);

/** What was decided, in the words of `decision-texts.ts`. */
export const decision = (code: DecisionCode): Publishable<'decision'> => checked('decision', code);

/**
 * The day of a meeting, a check or a decision: at most two years before the notice, so that no date of birth can be meant.
 * @throws NotPublishable
 */
export function proceedingDate(date: PlainDate, on: PlainDate): Publishable<'proceedingDate'> {
  const days = daysBetween(date, on);
  if (days < 0 || days > 731) throw new NotPublishable('proceedingDate');
  return checked('proceedingDate', date);
}

/** @throws NotPublishable */
export function votes(tally: { entitled: number; present: number; inFavour: number }): Publishable<'votes'> {
  const { entitled, present, inFavour } = tally;
  if (present > entitled || inFavour > present) throw new NotPublishable('votes');
  return checked('votes', { entitled, present, inFavour });
}

/** What a scheme pays for, as its table calls it; with the year of cultivation where there is one. @throws NotPublishable */
export const itemName = (name: string): Publishable<'itemName'> => checked('itemName', name);

/** Land in 0.01 mu, or whole pieces. @throws NotPublishable */
export const quantity = (amount: number, unit: 'mu' | 'piece'): Publishable<'quantity'> =>
  checked('quantity', { hundredths: unit === 'mu' ? amount : amount * 100, unit });

/** An amount of public money. @throws NotPublishable */
export const money = (amount: Fen): Publishable<'money'> => checked('money', amount);

function checked<K extends FieldKind>(kind: K, value: unknown): Publishable<K> {
  try {
    return publishable(kind, value);
  } catch {
    // what was refused may be the very thing that must not be shown: nothing of it goes on
    throw new NotPublishable(kind);
  }
}

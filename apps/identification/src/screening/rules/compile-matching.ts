import { addMonths } from './calendar-months.js';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Fact } from './fact.js';
import type { Matching } from './rule-set.js';

export type FactTest = (fact: Fact) => boolean;

/** Turns a description into a test with its dates and lists worked out once. */
export function compileMatching({ classes, places, when, months }: Matching, on: PlainDate): FactTest {
  const inTime = when === 'begun' ? begun(on, months) : held(on, months);
  if (classes === null && places === null) return inTime;
  const ofClass = classes === null ? undefined : new Set(classes);
  const ofPlace = places === null ? undefined : new Set(places);
  return (fact) =>
    (ofClass === undefined || ofClass.has(fact.class)) && (ofPlace === undefined || ofPlace.has(fact.place ?? '')) && inTime(fact);
}

function held(on: PlainDate, months: number): FactTest {
  const givenUpBefore = months === 0 ? on : addMonths(on, -months);
  return ({ from, to }) => (from === null || from <= on) && (to === null || to > givenUpBefore);
}

function begun(on: PlainDate, months: number): FactTest {
  if (months === 0) return ({ from }) => from === null || from <= on;
  const since = addMonths(on, -months);
  return ({ from }) => from === null || (from > since && from <= on);
}

import type { z } from 'zod';
import type { Classification } from './envelope.js';
import { eventType, filterOf, subjectOf, type EventOwner } from './naming.js';

export interface EventSpecification<Data extends z.ZodType> {
  department: EventOwner;
  /** What it is about, singular: `household`. */
  noun: string;
  /** What happened, past tense: `registered`. */
  verb: string;
  /** Starts at 1. A released version changes by optional fields only; anything else is a new file beside it. */
  version: number;
  classification: Classification;
  data: Data;
  summaryZh: string;
  summaryEn: string;
}

export interface EventDefinition<Data extends z.ZodType = z.ZodType> extends Readonly<EventSpecification<Data>> {
  /** CloudEvents type, `identification.household.registered.v1`. */
  readonly type: string;
  /** @param division 12-digit code of the place it happened in */
  subject(division: string): string;
  /** Subject filter of this type, everywhere or below an area of 6, 9 or 12 digits. */
  filter(area?: string): string;
}

/** What a subscriber gets after parsing. */
export type DataOf<Definition> = Definition extends EventDefinition<infer Data> ? z.output<Data> : never;
/** What the owner hands over. */
export type DraftOf<Definition> = Definition extends EventDefinition<infer Data> ? z.input<Data> : never;

const TOKEN = /^[a-z]+(-[a-z]+)*$/;

/** Ties owner, name, version, class and schema of one event together. One file per event version calls it once. */
export function defineEvent<Data extends z.ZodType>(specification: EventSpecification<Data>): EventDefinition<Data> {
  const { department, noun, verb, version } = specification;
  if (!TOKEN.test(noun) || !TOKEN.test(verb)) throw new RangeError(`noun and verb of an event are kebab-case words: ${noun}.${verb}`);
  if (!Number.isInteger(version) || version < 1) throw new RangeError('versions of an event count from 1');
  const type = eventType(department, noun, verb, version);
  return Object.freeze({
    ...specification,
    type,
    subject: (division: string) => subjectOf(type, division),
    filter: (area?: string) => filterOf(type, area),
  });
}

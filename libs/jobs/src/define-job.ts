import { type z } from 'zod';

/** One kind of long work: its name and what it needs to know. */
export interface JobKind<Payload> {
  /** `<feature>.<verb>`, e.g. `import.check`; also the queue's name. */
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** How many of this kind one process works on at a time. */
  readonly atOnce: number;
}

/** @param options.payload ids and choices only: no personal data, it stays in the database after the work is done */
export function defineJob<Payload extends object>(options: {
  name: string;
  payload: z.ZodType<Payload>;
  atOnce?: number;
}): JobKind<Payload> {
  if (!/^[a-z][a-z-]*(\.[a-z][a-z-]*)+$/.test(options.name)) throw new TypeError(`job name "${options.name}" is not <feature>.<verb>`);
  return { name: options.name, payload: options.payload, atOnce: options.atOnce ?? 1 };
}

const LONG_NUMBER = /(?<![0-9a-f-])\d{15,19}[Xx]?(?![0-9a-f-])/;

/** A payload with something as long as an ID number or a bank account is a mistake of the program; it never reaches the table. */
export function assertNoLongNumber(payload: object): void {
  if (LONG_NUMBER.test(JSON.stringify(payload)))
    throw new TypeError('a job payload holds a number as long as an ID number; pass an id instead');
}

/**
 * By kind of object: how an officer calls one of them. SQL with the ids as `$1::uuid[]`, giving `id` (text) and `number`. Numbers of files
 * and contracts only: the log and its readers get nobody's name by it.
 */
export type BusinessNumbers = Readonly<Record<string, string>>;

export const BUSINESS_NUMBERS = Symbol('business numbers');

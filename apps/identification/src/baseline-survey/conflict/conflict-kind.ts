import { z } from 'zod';

/** Why a report waits for a person: other answers to the same question, perhaps the same household twice, or after the end. */
export const ConflictKind = z.enum(['fields', 'double', 'late']);
export type ConflictKind = z.infer<typeof ConflictKind>;

export const ConflictState = z.enum(['open', 'decided', 'superseded']);
export type ConflictState = z.infer<typeof ConflictState>;

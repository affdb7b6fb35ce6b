import { z } from 'zod';

/** What a correction is about. */
export const CorrectionKind = z.enum(['identity', 'members', 'income', 'cause', 'category', 'living', 'bank', 'group']);
export type CorrectionKind = z.infer<typeof CorrectionKind>;

import { z } from 'zod';
import { SubsidyScheme } from './scheme.js';

export const RecordSchemeRequest = SubsidyScheme;
export type RecordSchemeRequest = z.infer<typeof RecordSchemeRequest>;

export const Scheme = z
  .object({
    ...SubsidyScheme.shape,
    year: z.int(),
    isOpen: z.boolean().describe('takes applications today'),
    recordedByName: z.string(),
    recordedAt: z.string(),
    applications: z.int().describe('of the own area'),
  })
  .meta({ id: 'SubsidyScheme' });
export type Scheme = z.infer<typeof Scheme>;
export const SchemeList = z.object({ items: z.array(Scheme) }).meta({ id: 'SubsidySchemeList' });
export type SchemeList = z.infer<typeof SchemeList>;

import { z } from 'zod';
import { DivisionCode, DivisionLevel } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';

export const DivisionResponse = z
  .object({
    code: DivisionCode.describe('12 digits'),
    name: z.string().describe('official name'),
    level: DivisionLevel.describe('county, township or village'),
    kind: z.enum(['county', 'town', 'township', 'zone', 'village', 'community']).describe('what the code says it is'),
    parentCode: DivisionCode.nullable().describe('division above'),
    validFrom: PlainDate.describe('first day'),
    validTo: PlainDate.nullable().describe('first day on which it is no longer valid'),
    successorCode: DivisionCode.nullable().describe('code that took its place'),
  })
  .meta({ id: 'Division' });
export type DivisionResponse = z.infer<typeof DivisionResponse>;

export const DivisionList = z.object({ items: z.array(DivisionResponse) }).meta({ id: 'DivisionList' });
export type DivisionList = z.infer<typeof DivisionList>;

export const DivisionsQuery = z.strictObject({ asOf: PlainDate.optional().describe('as they were on that day; today when absent') });
export type DivisionsQuery = z.infer<typeof DivisionsQuery>;

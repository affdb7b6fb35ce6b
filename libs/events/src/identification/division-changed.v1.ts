import { z } from 'zod';
import { DivisionCode, DivisionLevel } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { defineEvent } from '../define-event.js';

export const PublishedDivision = z.object({
  code: DivisionCode,
  version: z.int().positive().describe('Counts the changes of this division from 1'),
  name: z.string().min(1),
  level: DivisionLevel,
  kind: z.string().min(1).describe('行政村, 居委会, 乡, 镇 …'),
  parentCode: DivisionCode.nullable(),
  validFrom: PlainDate,
  validTo: PlainDate.nullable().describe('First day on which it no longer exists'),
  successorCode: DivisionCode.nullable(),
});
export type PublishedDivision = z.infer<typeof PublishedDivision>;

/** Ordering key: the division code. Place: the division itself. */
export const DivisionChangedV1 = defineEvent({
  department: 'identification',
  noun: 'division',
  verb: 'changed',
  version: 1,
  classification: 'open',
  data: PublishedDivision,
  summaryZh: '行政区划已变更',
  summaryEn: 'A division (county, township or village) was added or changed.',
});

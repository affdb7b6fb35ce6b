import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { HouseholdCategory } from '@jingzhun/domain/household-category';
import { HouseholdStatus } from '@jingzhun/domain/household-status';
import { PovertyCause } from '@jingzhun/domain/poverty-cause';

export const ExportList = z.enum(['households', 'members', 'corrections', 'findings', 'cases', 'notices', 'objections', 'duplicates']);
export type ExportList = z.infer<typeof ExportList>;

export const ExportFilters = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division'),
  category: HouseholdCategory.optional().describe('households, members and cases: only this category'),
  status: HouseholdStatus.optional().describe('households and members: only this status'),
  mainCause: PovertyCause.optional().describe('households, members and cases: only this main cause'),
});
export type ExportFilters = z.infer<typeof ExportFilters>;

export const ExportRequest = z
  .strictObject({
    list: ExportList.describe('which list'),
    filters: ExportFilters.default({}).describe('rows of the own area only, whatever is asked'),
    format: z.enum(['xlsx', 'csv']).describe('workbook or text'),
    columns: z.array(z.string().max(40)).min(1).max(60).optional().describe('keys of the columns, in the wanted order; all when absent'),
    reason: z.string().trim().min(2).max(500).describe('why; kept in the audit log'),
    revealIdNumbers: z
      .strictObject({ purpose: z.string().trim().min(2).max(500).describe('what the plain numbers are needed for') })
      .optional()
      .describe('plain ID numbers in the list of members; needs the permission household.reveal'),
  })
  .meta({ id: 'Export' });
export type ExportRequest = z.infer<typeof ExportRequest>;

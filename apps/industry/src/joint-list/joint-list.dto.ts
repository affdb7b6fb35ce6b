import { z } from 'zod';

export const JointListRow = z
  .object({
    id: z.uuid().describe('as finance has it'),
    number: z.int(),
    bankCode: z.string(),
    area: z.string().describe('prefix of the division it is for'),
    asOf: z.string().describe('day on which projects, register and loans were looked at'),
    confirmedOn: z.string(),
    listed: z.int().describe('lines of the own area that stand'),
    withdrawn: z.int(),
  })
  .meta({ id: 'IndustryJointListRow' });
export type JointListRow = z.infer<typeof JointListRow>;

export const JointListLine = z.object({
  id: z.uuid(),
  projectId: z.uuid(),
  householdId: z.uuid(),
  householdNumber: z.string().nullable().describe('null: the household is not in the copy yet'),
  headName: z.string().nullable(),
  villageCode: z.string().nullable(),
  purpose: z.string().describe('code of what the loan is for'),
  isEligible: z.boolean().describe('by the rules of the loans on the day the list was proposed'),
  state: z.enum(['listed', 'withdrawn']),
});
export type JointListLine = z.infer<typeof JointListLine>;

export const JointLists = z.object({ items: z.array(JointListRow) }).meta({ id: 'IndustryJointLists' });
export type JointLists = z.infer<typeof JointLists>;
export const JointList = z.object({ ...JointListRow.shape, lines: z.array(JointListLine) }).meta({ id: 'IndustryJointList' });
export type JointList = z.infer<typeof JointList>;

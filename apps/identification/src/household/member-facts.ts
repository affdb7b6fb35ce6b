import { z } from 'zod';
import { DisabilityGrade, DisabilityType } from '@jingzhun/domain/disability';
import { EducationLevel } from '@jingzhun/domain/education';
import { HealthStatus } from '@jingzhun/domain/health-status';
import { LabourAbility } from '@jingzhun/domain/labour-ability';
import { PoliticalStatus } from '@jingzhun/domain/political-status';
import { SchoolStatus } from '@jingzhun/domain/school-status';
import { WorkPlace } from '@jingzhun/domain/work-place';

const yesNo = z.boolean().optional();

/** What the register's member sheet says about one person beyond name, number and relation; keys are absent when the sheet is silent. */
export const MemberFacts = z
  .strictObject({
    education: EducationLevel.optional().describe('文化程度; empty while the person is at school'),
    school: SchoolStatus.optional().describe('在校生状况'),
    dropoutReason: z.string().max(100).optional().describe('失学或辍学原因'),
    health: z.array(HealthStatus).min(1).max(4).optional().describe('健康状况, several possible'),
    disabilityType: DisabilityType.optional().describe('残疾类别'),
    disabilityGrade: DisabilityGrade.optional().describe('残疾等级'),
    disabilityYear: z.int().min(1950).max(2100).optional().describe('残疾证办证年度'),
    labour: LabourAbility.optional().describe('劳动技能'),
    workPlace: WorkPlace.optional().describe('务工所在地'),
    workEmployer: z.string().max(100).optional().describe('务工企业名称'),
    workMonths: z.int().min(0).max(12).optional().describe('务工时间（月）'),
    workChannel: z.string().max(50).optional().describe('就业渠道'),
    workAbroad: yesNo.describe('是否国外务工'),
    welfarePost: z.string().max(50).optional().describe('公益性岗位类型'),
    welfareMonths: z.int().min(0).max(12).optional().describe('公益性岗位月数'),
    political: PoliticalStatus.optional().describe('政治面貌'),
    mandarin: yesNo.describe('是否会讲普通话'),
    livingAllowance: yesNo.describe('是否享受低保'),
    fiveGuarantee: yesNo.describe('是否特困供养'),
    residentMedical: yesNo.describe('是否参加城乡居民医保'),
    employeeMedical: yesNo.describe('是否参加职工医保'),
    criticalIllness: yesNo.describe('是否参加大病保险'),
    commercialMedical: yesNo.describe('是否参加商业补充医疗保险'),
    residentPension: yesNo.describe('是否参加城乡居民养老保险'),
    employeePension: yesNo.describe('是否参加职工养老保险'),
    medicalAid: yesNo.describe('是否接受大病医疗救助'),
    otherHealthAid: z.string().max(100).optional().describe('其他健康扶贫'),
    industry: z.string().max(50).optional().describe('产业分类'),
  })
  .meta({ id: 'MemberFacts' });
export type MemberFacts = z.infer<typeof MemberFacts>;

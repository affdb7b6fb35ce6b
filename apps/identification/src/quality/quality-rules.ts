import { EducationLevels } from '@jingzhun/domain/education';
import { HealthStatuses } from '@jingzhun/domain/health-status';
import { LabourAbilities } from '@jingzhun/domain/labour-ability';
import { PoliticalStatuses } from '@jingzhun/domain/political-status';
import { SchoolStatuses } from '@jingzhun/domain/school-status';
import { aboutHousehold, aboutPerson, AGE, ATTENDS, LATEST_INCOME, notIn, WORKS } from './finding-sql.js';
import type { QualityRule } from './quality-rule.js';

const EXITED = { status: 'exited', zh: '需要先有已脱贫户', en: 'needs households that have exited' };

/** The eighteen rules. Thresholds are policy parameters (`quality.*`). */
export const QUALITY_RULES: readonly QualityRule[] = [
  {
    rule: 'Q1',
    severity: 'error',
    zh: '证件号码有误，或与登记的出生日期、性别不符',
    en: 'The document number is wrong, or does not agree with the date of birth or sex',
    next: { zh: '请对照证件，提出身份信息更正。', en: 'Compare with the document and propose a correction of the identity.' },
    check: { by: 'number' },
  },
  {
    rule: 'Q2',
    severity: 'error',
    zh: '残疾证号码有误',
    en: 'The number of the disability certificate is wrong',
    next: { zh: '请对照残疾证，提出身份信息更正。', en: 'Compare with the certificate and propose a correction of the identity.' },
    check: { by: 'number' },
  },
  {
    rule: 'Q3',
    severity: 'error',
    zh: '同一证件号码重复登记',
    en: 'One document number is registered twice',
    next: { zh: '请核实后在“重复登记”中处理。', en: 'Find out which is right and decide it under “duplicates”.' },
    // a second person with the number cannot be stored; imports bring such rows to "duplicates"
    check: { by: 'constraint', constraint: 'person_id_number_once' },
  },
  {
    rule: 'Q4',
    severity: 'error',
    zh: '户主不是恰好一人，或配偶多于一人，或户主与配偶性别相同',
    en: 'Not exactly one head, more than one spouse, or head and spouse of the same sex',
    next: { zh: '请核实家庭成员关系，提出成员更正。', en: 'Check the relations and propose a correction of the members.' },
    check: {
      by: 'sql',
      sql: aboutHousehold(
        {
          'not-one-head': 's.heads <> 1',
          'several-spouses': 's.spouses > 1',
          'same-sex': `s.heads = 1 and s.spouses = 1 and s.head_sex = s.spouse_sex`,
        },
        `household h cross join lateral (select count(*) filter (where m.relation = '01') as heads, count(*) filter (where m.relation = '02') as spouses,
           min(p.sex) filter (where m.relation = '01') as head_sex, min(p.sex) filter (where m.relation = '02') as spouse_sex
         from member m join person p on p.id = m.person_id where m.household_id = h.id and m.valid_to is null) s`,
      ),
    },
  },
  {
    rule: 'Q5',
    severity: 'error',
    zh: '文化程度、在校生、健康、劳动技能或政治面貌不在代码表内',
    en: 'Education, school, health, labour or political status is not in its code list',
    next: { zh: '请选择代码表中的值，提出成员更正。', en: 'Choose a value of the list and propose a correction of the members.' },
    check: {
      by: 'sql',
      sql: aboutPerson({
        education: notIn('education', EducationLevels.codes),
        school: notIn('school', SchoolStatuses.codes),
        labour: notIn('labour', LabourAbilities.codes),
        political: notIn('political', PoliticalStatuses.codes),
        health: `jsonb_typeof(m.facts -> 'health') = 'array' and not m.facts -> 'health' <@ '${JSON.stringify(HealthStatuses.codes)}'::jsonb`,
      }),
    },
  },
  {
    rule: 'Q6',
    severity: 'error',
    zh: '文化程度与在校生状况应当且只应填写一项',
    en: 'Exactly one of education and school attendance must be filled',
    next: { zh: '在校生填在校状况，其他人填文化程度，提出成员更正。', en: 'Give the school for pupils and the education for all others.' },
    check: {
      by: 'sql',
      sql: aboutPerson({
        both: `m.facts ->> 'education' is not null and ${ATTENDS}`,
        neither: `m.facts ->> 'education' is null and not ${ATTENDS}`,
      }),
    },
  },
  {
    rule: 'Q7',
    severity: 'error',
    zh: '务工所在地与务工时间应当同时填写',
    en: 'Place of work and months of work belong together',
    next: { zh: '请核实务工情况，提出成员更正。', en: 'Find out about the work and propose a correction of the members.' },
    check: {
      by: 'sql',
      sql: aboutPerson({
        'place-without-months': `m.facts ->> 'workPlace' is not null and not ${WORKS}`,
        'months-without-place': `m.facts ->> 'workPlace' is null and ${WORKS}`,
      }),
    },
  },
  {
    rule: 'Q8',
    severity: 'doubt',
    zh: '联系电话不是11位手机号',
    en: 'The phone is not a mobile number of 11 digits',
    next: { zh: '请核实并更新联系电话。', en: 'Ask for the number and update the contact.' },
    check: {
      by: 'sql',
      sql: aboutHousehold({
        'not-mobile': `h.phone_masked is not null and (length(h.phone_masked) <> 11 or left(h.phone_masked, 1) <> '1')`,
      }),
    },
  },
  {
    rule: 'Q9',
    severity: 'error',
    zh: '居民医保与职工医保应当且只应参加一项；已脱贫户成员应参加大病保险',
    en: 'Exactly one of resident and employee medical insurance; members of exited households need critical-illness insurance',
    next: {
      zh: '请与医保部门核对参保情况，提出成员更正。',
      en: 'Compare with the medical insurance and propose a correction of the members.',
    },
    check: {
      by: 'sql',
      sql: aboutPerson({
        'both-insurances': `(m.facts ->> 'residentMedical')::boolean and (m.facts ->> 'employeeMedical')::boolean`,
        // a sheet without either column says nothing
        'no-insurance': `coalesce(m.facts ->> 'residentMedical', m.facts ->> 'employeeMedical') is not null
          and not coalesce((m.facts ->> 'residentMedical')::boolean, false) and not coalesce((m.facts ->> 'employeeMedical')::boolean, false)`,
        'exited-without-critical-illness': `h.status = 'exited' and not coalesce((m.facts ->> 'criticalIllness')::boolean, false)`,
      }),
    },
  },
  {
    rule: 'Q10',
    severity: 'error',
    zh: '已脱贫户住危房或饮水不安全',
    en: 'An exited household lives in a dangerous house or without safe water',
    next: { zh: '请入户核实住房和饮水，必要时重新认定。', en: 'Visit and verify housing and water; re-assess where needed.' },
    check: {
      by: 'sql',
      needsStatus: EXITED,
      sql: aboutHousehold({
        'dangerous-house': `h.status = 'exited' and h.living ->> 'houseSafety' in ('02', '03')`,
        'unsafe-water': `h.status = 'exited' and not coalesce((h.living ->> 'safeWater')::boolean, false)`,
      }),
    },
  },
  {
    rule: 'Q11',
    severity: 'doubt',
    zh: '与村主干路距离未填写或超过上限',
    en: 'The distance to the main road is missing or too long',
    next: { zh: '请实地核实距离，提出生活条件更正。', en: 'Measure the distance and propose a correction of the living conditions.' },
    check: {
      by: 'sql',
      sql: aboutHousehold({
        missing: `h.living ->> 'mainRoadMetres' is null`,
        'too-far': `(h.living ->> 'mainRoadMetres')::int > (t.p ->> 'mainRoadMax')::int`,
      }),
    },
  },
  {
    rule: 'Q12',
    severity: 'doubt',
    zh: '收入或土地数据不合理',
    en: 'Incomes or land are implausible',
    next: { zh: '请核实收入与土地面积，提出收入更正。', en: 'Verify incomes and land, and propose a correction of the income.' },
    check: {
      by: 'sql',
      sql: aboutHousehold(
        {
          wage: `i.wage_fen > 0 and i.wage_fen not between (t.p ->> 'wageMin')::bigint and (t.p ->> 'wageMax')::bigint`,
          ...Object.fromEntries(
            ['livingAllowance', 'pension', 'fiveGuarantee', 'familyPlanning'].map((item) => [
              item,
              `(i.items ->> '${item}')::bigint > 0 and (i.items ->> '${item}')::bigint < (t.p -> 'transferMin' ->> '${item}')::bigint`,
            ]),
          ),
          'business-without-expense': 'i.business_fen > 0 and i.business_expense_fen = 0',
          'returned-forest': `(h.living ->> 'returnedForestCentiMu')::int > coalesce((h.living ->> 'forestCentiMu')::int, 0) + coalesce((h.living ->> 'pastureCentiMu')::int, 0)`,
          'ecological-without-forest': `(i.items ->> 'ecological')::bigint > 0 and coalesce((h.living ->> 'returnedForestCentiMu')::int, 0) = 0`,
        },
        `household h ${LATEST_INCOME}`,
      ),
    },
  },
  {
    rule: 'Q13',
    severity: 'doubt',
    zh: '已脱贫户人均纯收入偏低',
    en: 'The income per person of an exited household is low',
    next: { zh: '请核实收入，研判是否存在返贫风险。', en: 'Verify the income and judge the risk of a return to poverty.' },
    check: {
      by: 'sql',
      needsStatus: EXITED,
      sql: aboutHousehold(
        { low: `h.status = 'exited' and i.net_per_person_fen < (t.p ->> 'exitedIncomeMin')::bigint` },
        `household h ${LATEST_INCOME}`,
      ),
    },
  },
  {
    rule: 'Q14',
    severity: 'doubt',
    zh: '小学在校生年龄不合理',
    en: 'The age of a primary-school pupil is implausible',
    next: { zh: '请与学校核对学籍，提出成员更正。', en: 'Compare with the school and propose a correction of the members.' },
    check: {
      by: 'sql',
      sql: aboutPerson({
        age: `m.facts ->> 'school' = '03' and ${AGE} not between (t.p -> 'primaryAge' ->> 'min')::int and (t.p -> 'primaryAge' ->> 'max')::int`,
      }),
    },
  },
  {
    rule: 'Q15',
    severity: 'doubt',
    zh: '劳动年龄内、健康且不在校，却登记为无劳动力或弱劳动力',
    en: 'Of working age, healthy and not at school, yet without or with little labour capacity',
    next: { zh: '请核实健康与劳动能力，提出成员更正。', en: 'Verify health and labour capacity and propose a correction of the members.' },
    check: {
      by: 'sql',
      sql: aboutPerson({
        labour: `m.facts -> 'health' = '["01"]'::jsonb and not ${ATTENDS} and m.facts ->> 'labour' in ('04', '05')
          and ${AGE} between (t.p -> 'workingAge' ->> 'min')::int and (t.p -> 'workingAge' ->> 'max')::int`,
      }),
    },
  },
  {
    rule: 'Q16',
    severity: 'doubt',
    zh: '无劳动力或在校生外出务工，或未满年龄从事公益性岗位',
    en: 'Works away without labour capacity or while at school, or is too young for a public-welfare post',
    next: { zh: '请核实务工与在校情况，提出成员更正。', en: 'Verify work and school and propose a correction of the members.' },
    check: {
      by: 'sql',
      sql: aboutPerson({
        'works-without-labour': `m.facts ->> 'labour' in ('03', '04') and ${WORKS}`,
        'pupil-works': `${ATTENDS} and ${WORKS}`,
        'too-young-for-post': `m.facts ->> 'welfarePost' is not null and ${AGE} < (t.p ->> 'welfarePostMinAge')::int`,
      }),
    },
  },
  {
    rule: 'Q17',
    severity: 'doubt',
    zh: '监测对象未及时落实帮扶措施',
    en: 'A monitored household has no support measure in time',
    next: { zh: '请落实帮扶措施。', en: 'Arrange support.' },
    check: { by: 'waits', zh: '需要监测对象和帮扶措施数据', en: 'needs monitored households and support measures' },
  },
  {
    rule: 'Q18',
    severity: 'doubt',
    zh: '特困供养人员外出务工',
    en: 'A five-guarantee person works away',
    next: { zh: '请与民政部门核对供养情况，提出成员更正。', en: 'Compare with civil affairs and propose a correction of the members.' },
    check: { by: 'sql', sql: aboutPerson({ 'works-away': `coalesce((m.facts ->> 'fiveGuarantee')::boolean, false) and ${WORKS}` }) },
  },
];

import { households } from './people.js';

const me = { id: '11111111-1111-4111-8111-111111111111', name: '王芳' };
const other = { id: '22222222-2222-4222-8222-222222222222', name: '李强' };
export { me, other };

export function householdPage(id: string) {
  const row = households.find((candidate) => candidate.id === id);
  if (!row) return undefined;
  return {
    ...row,
    version: 3,
    pendingCorrections: 1,
    openFindings: 1,
    secondaryCauses: ['08'],
    standard: '01',
    sourceDocument: '瑞扶字〔2014〕15号',
    address: '下坝小组 12 号',
    phoneMasked: '138****0123',
    bankName: '瑞金农村商业银行',
    bankAccountMasked: '****4417',
    living: {
      cultivatedCentiMu: 250,
      forestCentiMu: 1200,
      orchardCentiMu: 80,
      housingCentiSquareMetre: 8600,
      structure: '02',
      builtYear: 1998,
      houseSafety: '02',
      safeWater: false,
      drinkingWater: '02',
      sanitaryToilet: false,
      fuel: '01',
      domesticPower: true,
      productionPower: true,
      broadcast: true,
      roadType: '02',
      mainRoadMetres: 800,
      cooperative: false,
      resettlement: false,
    },
    members: [
      member(1, row.headName, 'male', '1958-06-15', 57, '01', {
        education: '02',
        health: ['02'],
        labour: '04',
        residentMedical: true,
        mandarin: false,
        political: '13',
      }),
      member(2, '钟发娣', 'female', '1961-02-03', 55, '02', {
        education: '02',
        health: ['03'],
        labour: '03',
        residentMedical: true,
        criticalIllness: true,
      }),
      member(3, '刘小军', 'male', '1986-11-20', 29, '03', {
        education: '03',
        health: ['01'],
        labour: '01',
        workPlace: '04',
        workMonths: 10,
        workEmployer: '东莞某电子厂',
      }),
      member(4, '刘雨欣', 'female', '2009-09-01', 6, '08', { school: '03', health: ['01'], labour: '04', residentMedical: true }),
    ],
    incomes: [income(2015, 1.1), income(2014, 1)],
    findings: [
      {
        id: 'f1',
        rule: 'Q16',
        severity: 'doubt',
        personId: 'p2',
        title: { zh: '无劳动力或丧失劳动力却在务工', en: 'works away without labour capacity' },
        reasons: [{ code: 'x', zh: '登记为丧失劳动力，又填了务工时间。', en: 'Recorded as unable to work, yet months of work are given.' }],
        next: { zh: '请入户核实劳动技能和务工情况。', en: 'Please check labour capacity and work at the household.' },
      },
    ],
    corrections: [{ id: 'c1', kind: 'income', proposedByName: other.name, proposedAt: '2016-05-03T01:20:00Z', reason: '漏记生态补偿金' }],
    asOf: null,
    changedAt: '2016-05-01T02:00:00Z',
  };
}

function member(n: number, name: string, sex: string, birthDate: string, age: number, relation: string, facts: Record<string, unknown>) {
  return {
    personId: `p${n}`,
    name,
    sex,
    birthDate,
    age,
    idNumberMasked: '360781************',
    idNumberConverted: n === 1,
    ethnicity: '01',
    relation,
    isHead: relation === '01',
    validFrom: '2014-12-31',
    facts,
  };
}

function income(year: number, factor: number) {
  const f = (yuan: number) => Math.round(yuan * factor * 100);
  return {
    year,
    revision: 1,
    wageFen: f(9000),
    businessFen: f(3500),
    propertyFen: f(200),
    transferFen: f(2280),
    businessExpenseFen: f(1200),
    items: { otherPropertyFen: f(200), livingAllowanceFen: f(1800), pensionFen: f(480) },
    netFen: f(13780),
    netPerPersonFen: f(3445),
    recordedAt: `${year + 1}-01-20T03:00:00Z`,
  };
}

export const timeline = {
  items: [
    {
      version: 3,
      change: 'contact',
      validFrom: '2016-05-01',
      recordedAt: '2016-05-01T02:00:00Z',
      accountName: me.name,
      reason: '换了手机号',
      sourceDocument: null,
      fields: [{ field: 'phoneMasked', before: '139****4455', after: '138****0123' }],
    },
    {
      version: 2,
      change: 'members',
      validFrom: '2015-10-02',
      recordedAt: '2015-10-09T06:30:00Z',
      accountName: other.name,
      reason: '老人去世',
      sourceDocument: '死亡证明',
      fields: [
        { field: 'members.p9', before: { name: '刘老太' }, after: null },
        { field: 'memberCount', before: 5, after: 4 },
      ],
    },
    {
      version: 1,
      change: 'registered',
      validFrom: '2014-12-31',
      recordedAt: '2015-01-12T03:00:00Z',
      accountName: null,
      reason: null,
      sourceDocument: '瑞扶字〔2014〕15号',
      fields: [],
    },
  ],
};

import { me, other } from './household-page.js';
import { households, personName } from './people.js';

const [first, second] = households;

const correction = (n: number, part: Record<string, unknown>) => ({
  id: `c${n}`,
  householdId: first?.id,
  headName: first?.headName,
  villageCode: first?.villageCode,
  kind: 'income',
  shown: [
    { field: 'incomes.2015.transferFen', before: 250_800, after: 370_800 },
    { field: 'incomes.2015.netPerPersonFen', before: 344_500, after: 374_500 },
  ],
  reason: '漏记生态补偿金，已核对一卡通流水',
  validFrom: '2015-12-31',
  sourceDocument: '一卡通流水',
  status: 'proposed',
  proposedBy: other,
  proposedAt: '2016-05-03T01:20:00Z',
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
  householdVersion: 3,
  currentVersion: 3,
  ...part,
});

export const corrections = [
  correction(1, {}),
  correction(2, {
    kind: 'members',
    proposedBy: me,
    reason: '老人去世',
    sourceDocument: '死亡证明',
    shown: [
      { field: 'members.p9', before: { name: '刘老太' }, after: null },
      { field: 'memberCount', before: 5, after: 4 },
    ],
  }),
  correction(3, {
    kind: 'cause',
    currentVersion: 4,
    shown: [{ field: 'mainCause', before: '01', after: '08' }],
    reason: '入户核实',
    sourceDocument: null,
  }),
  correction(4, { status: 'approved', decidedBy: me, decidedAt: '2016-05-04T01:20:00Z' }),
];

export const duplicates = [1, 2].map((n) => ({
  id: `d${n}`,
  importId: 'i1',
  personName: personName(),
  idNumberMasked: '360781************',
  household: { number: second?.number, headName: second?.headName, villageCode: second?.villageCode },
  registered: { id: first?.id, number: first?.number, villageCode: first?.villageCode },
  status: 'open',
  foundAt: '2016-05-05T03:11:00Z',
}));

const ruleWords = [
  '证件号码位数、校验位、出生日期',
  '残疾证号码',
  '证件号码重复',
  '每户一位户主，至多一位配偶',
  '代码在代码表内',
  '文化程度与在校情况只填一项',
  '务工地点与务工时间一致',
  '电话号码 11 位',
  '医疗保险只参加一种',
  '已脱贫户住房、饮水安全',
  '距主干路不超过 5 公里',
  '收入各项在合理范围',
  '已脱贫户人均纯收入过低',
  '小学生 6 至 14 岁',
  '青壮年健康而无劳动力',
  '无劳动力而务工',
  '监测户帮扶措施',
  '特困供养人员务工',
];
export const rules = ruleWords.map((zh, index) => ({
  rule: `Q${index + 1}`,
  zh,
  en: `Rule ${index + 1}`,
  severity: index % 2 ? 'doubt' : 'error',
  checked: index !== 16,
  ...(index === 16 ? { needs: { zh: '帮扶措施（督查考核部门）', en: 'measures (supervision)' } } : {}),
  count: index === 16 ? 0 : (index * 37) % 90,
  next: { zh: '请核实。', en: 'Please check.' },
}));

export const findings = households.slice(0, 24).map((row, index) => ({
  id: `f${index}`,
  rule: `Q${1 + (index % 16)}`,
  severity: index % 3 ? 'doubt' : 'error',
  householdId: row.id,
  householdNumber: row.number,
  headName: row.headName,
  villageCode: row.villageCode,
  personId: `p${index}`,
  personName: personName(),
  title: { zh: ruleWords[index % 16], en: 'Rule' },
  reasons: [
    { code: 'x', zh: '登记为丧失劳动力，又填了务工时间 8 个月。', en: 'Recorded as unable to work, yet 8 months of work are given.' },
  ],
  next: { zh: '请入户核实劳动技能和务工情况。', en: 'Please check at the household.' },
  foundAt: '2016-05-05T03:11:00Z',
}));

const counts = {
  householdsNew: 1280,
  householdsUnchanged: 214,
  householdsChanged: 33,
  householdsRefused: 7,
  membersRead: 4811,
  duplicates: 2,
  rows: 6345,
};
const imported = (n: number, part: Record<string, unknown>) => ({
  id: `i${n}`,
  fileName: '壬田镇贫困户登记表2014.xlsx',
  kind: 'register',
  state: 'previewed',
  phase: null,
  progress: { done: 0, total: 0 },
  decidedBy: null,
  workbookAvailable: true,
  uploadedBy: other,
  uploadedAt: '2016-05-06T02:00:00Z',
  releasedBy: null,
  counts,
  failure: null,
  ...part,
});
export const imports = [
  imported(1, {}),
  imported(2, {
    state: 'checking',
    phase: 'checking',
    progress: { done: 12_400, total: 30_211 },
    counts: {},
    fileName: '九堡镇登记表.xlsx',
  }),
  imported(3, { state: 'released', releasedBy: me, fileName: '叶坪镇登记表.xlsx' }),
  imported(4, { uploadedBy: me, fileName: '瑞林镇登记表.csv' }),
  imported(5, {
    state: 'failed',
    counts: {},
    failure: { title: '文件打不开', detail: '这个文件设了密码。', next: '请去掉密码后重新上传。' },
    fileName: '加密.xlsx',
  }),
];

export const refusals = [
  {
    sheet: '家庭成员',
    row: 118,
    column: 'H',
    columnTitle: '证件号码',
    valueMasked: '360781**********12',
    code: 'id-number.check-digit',
    reason: '身份证号码校验位不符，至少有一位数字填错。',
    next: '请对照证件逐位核对。',
  },
  {
    sheet: '家庭成员',
    row: 342,
    column: 'J',
    columnTitle: '与户主关系',
    valueMasked: '干女儿',
    code: 'relation.unknown',
    reason: '不在代码表内。',
    next: '请从下拉列表中选择，没有合适的选“其他”。',
  },
  {
    sheet: '贫困户',
    row: 57,
    column: 'M',
    columnTitle: '主要致贫原因',
    valueMasked: '',
    code: 'cause.empty',
    reason: '主要致贫原因未填写。',
    next: '请从下拉列表中选择一项。',
  },
];

const policy = (n: number, zh: string, value: unknown, unit: string | null, certaintyZh: string, source: string) => ({
  id: `pp${n}`,
  code: `p.${n}`,
  zh,
  en: `Parameter ${n}`,
  region: '360781',
  validFrom: '2016-01-01',
  validTo: n % 2 ? null : '2017-01-01',
  value,
  unit,
  source,
  certainty: 'A',
  certaintyZh,
  certaintyEn: 'stated',
  noteZh: '',
  recordedAt: '2016-01-01T00:00:00Z',
  recordedBy: null,
  reason: 'pack',
  state: 'agreed',
  mine: false,
  decidedAt: null,
  decidedBy: null,
  decisionReason: null,
});
export const policies = [
  policy(1, '贫困线（国家口径）', 285_500, '分/人·年', '公开资料', '国家统计局'),
  policy(2, '新增财力用于扶贫的比例', 0.15, null, '报道原文', '《江西瑞金：凝心聚力 精准扶贫》'),
  policy(
    3,
    '计入纯收入的转移性收入',
    ['livingAllowance', 'pension', 'ecological', 'familyPlanning', 'fiveGuarantee'],
    null,
    '系统建议值',
    '各地口径不一，县里可改',
  ),
  policy(4, '医疗救助比例', { listed: 0.5, other: 0.3 }, null, '报道原文', '《江西瑞金：凝心聚力 精准扶贫》'),
];

export const audit = Array.from({ length: 20 }, (_, index) => ({
  id: `a${index}`,
  occurredAt: new Date(Date.UTC(2016, 4, 6, 8, 59 - index)).toISOString(),
  account: index % 7 === 6 ? null : { ...(index % 2 ? me : other), roles: ['county-officer'], area: '360781' },
  sessionId: null,
  ip: '127.0.0.1',
  action: ['household.reveal', 'household.read', 'correction.approve', 'import.release', 'household.export'][index % 5],
  objectType: 'household',
  objectId: first?.id,
  purpose: index % 5 === 0 ? '核对一卡通账户' : null,
  result: index % 9 === 8 ? 'refused' : 'success',
  detail: {},
  requestId: null,
  position: 12_408 - index,
}));

export const deadLetters = [
  {
    sequence: 4,
    handler: 'project-households',
    reason: 'data-refused',
    detail: 'ZodError at /members/0/relation: invalid_enum_value',
    attempts: 5,
    parkedAt: '2016-05-06T02:00:00Z',
    eventId: '0190-…',
    type: 'identification.household.changed.v1',
    stream: 'JZ_IDENTIFICATION',
    streamSequence: 88_123,
    subject: 'jz.identification.household.changed.v1.360781.102.208',
    bytes: 1204,
  },
];

export const messaging = {
  state: 'degraded',
  reasons: [],
  role: 'leader',
  broker: { connected: true, version: '2.14.0' },
  outbox: { waiting: 12, oldestSeconds: 3, published: 104_233, blockedKeys: 0 },
  consumers: [
    { handler: 'project-households', running: true, held: 0, handled: 25_323, duplicates: 14, failedAttempts: 5, parked: 1, waiting: 3 },
  ],
  deadLetters: 1,
  fills: [{ name: 'JZ_IDENTIFICATION', bytes: 84_000_000, maxBytes: 1_000_000_000, fill: 0.084, warning: false }],
};

const account = (n: number, userName: string, name: string, role: string, area: string, status = 'enabled') => ({
  id: n === 0 ? me.id : `acc${n}`,
  userName,
  name,
  department: 'identification',
  roles: [role],
  area,
  status,
  mustChangePassword: false,
  secondFactor: n % 2 === 0,
  demo: true,
  lastSignInAt: n === 3 ? null : '2016-05-06T02:00:00Z',
  createdAt: '2016-01-01T00:00:00Z',
  changedAt: '2016-01-01T00:00:00Z',
  version: 1,
});
export const accounts = [
  account(0, 'wangfang', me.name, 'county-officer', '360781'),
  account(1, 'liqiang', other.name, 'township-officer', '360781102'),
  account(2, 'zhongxs', '钟晓山', 'village-cadre', '360781102208'),
  account(3, 'shenji', '邱审', 'auditor', '360781', 'disabled'),
];

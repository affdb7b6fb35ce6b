import type { Role } from '@jingzhun/auth';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import type { Department } from '@jingzhun/persistence';

export interface DemoAccount {
  userName: string;
  /** Invented. */
  name: string;
  department: Department;
  roles: readonly [Role, ...Role[]];
  area: DivisionPrefix;
  /** Of a bank clerk. */
  bank?: string;
  /** What to look at with it. */
  shows: { zh: string; en: string };
}

/** One for all, printed by the launcher and on the sign-in page. The accounts exist in the demonstration only. */
export const DEMO_PASSWORD = 'Ruijin-2016-demo';

const RUIJIN = '360781' as DivisionPrefix;
const RENTIAN = '360781102' as DivisionPrefix;
const FENGGANG = '360781102208' as DivisionPrefix;
const HENGKENG = '360781102210' as DivisionPrefix;

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    userName: 'lin.upload',
    name: '林致远',
    department: 'identification',
    roles: ['county-officer'],
    area: RUIJIN,
    shows: { zh: '精准识别：上传建档立卡名册', en: 'identification: uploads the register' },
  },
  {
    userName: 'gu.release',
    name: '顾清和',
    department: 'identification',
    roles: ['county-officer'],
    area: RUIJIN,
    shows: { zh: '精准识别：审核并发布他人上传的名册', en: 'identification: releases what another officer uploaded' },
  },
  {
    userName: 'he.rentian',
    name: '何秋实',
    department: 'identification',
    roles: ['township-officer'],
    area: RENTIAN,
    shows: { zh: '精准识别：壬田镇的农户、更正与重复', en: 'identification: households, corrections and duplicates of Rentian' },
  },
  {
    userName: 'yu.fenggang',
    name: '余长青',
    department: 'identification',
    roles: ['village-cadre'],
    area: FENGGANG,
    shows: { zh: '精准识别：凤岗村的农户，提出更正', en: 'identification: households of Fenggang, proposes corrections' },
  },
  {
    userName: 'xu.rentian',
    name: '许望山',
    department: 'identification',
    roles: ['township-officer'],
    area: RENTIAN,
    shows: { zh: '精准识别：壬田镇的复核、异议调查', en: 'identification: re-checks and investigates objections in Rentian' },
  },
  {
    userName: 'wu.fenggang',
    name: '吴守田',
    department: 'identification',
    roles: ['village-cadre'],
    area: FENGGANG,
    shows: {
      zh: '精准识别：凤岗村第一书记，见证签字、张贴公示',
      en: 'identification: first secretary of Fenggang, witnesses signatures, posts notices',
    },
  },
  {
    userName: 'pan.verify',
    name: '潘若水',
    department: 'identification',
    roles: ['verification-officer'],
    area: RUIJIN,
    shows: { zh: '精准识别：核实敏感情况', en: 'identification: confirms sensitive facts' },
  },
  {
    userName: 'jiang.leader',
    name: '江明达',
    department: 'identification',
    roles: ['leader'],
    area: RUIJIN,
    shows: { zh: '领导：所有部门的数字，只读', en: 'leader: figures of all departments, read only' },
  },
  {
    userName: 'song.auditor',
    name: '宋正平',
    department: 'identification',
    roles: ['auditor'],
    area: RUIJIN,
    shows: { zh: '审计员：所有部门的审计日志', en: 'auditor: audit logs of all departments' },
  },
  {
    userName: 'tang.system',
    name: '唐维安',
    department: 'identification',
    roles: ['system-admin'],
    area: RUIJIN,
    shows: { zh: '系统管理员：任务、死信、运行状态', en: 'system administrator: jobs, dead letters, health' },
  },
  {
    userName: 'shen.security',
    name: '沈守信',
    department: 'identification',
    roles: ['security-admin'],
    area: RUIJIN,
    shows: { zh: '安全管理员：本部门的账号', en: 'security administrator: accounts of the department' },
  },
  {
    userName: 'luo.industry',
    name: '罗丰年',
    department: 'industry',
    roles: ['county-officer'],
    area: RUIJIN,
    shows: { zh: '产业扶贫', en: 'industry' },
  },
  {
    userName: 'qian.finance',
    name: '钱思源',
    department: 'finance',
    roles: ['county-officer'],
    area: RUIJIN,
    shows: { zh: '资金与金融：预算、补助批次、贷款核定', en: 'finance: budgets, subsidy batches, loans' },
  },
  {
    userName: 'meng.approve',
    name: '孟慎之',
    department: 'finance',
    roles: ['finance-approver'],
    area: RUIJIN,
    shows: { zh: '资金与金融：审批补助和付款', en: 'finance: approves subsidies and payments' },
  },
  {
    userName: 'kang.cashier',
    name: '康付来',
    department: 'finance',
    roles: ['cashier'],
    area: RUIJIN,
    shows: { zh: '资金与金融：向银行付款', en: 'finance: pays through the bank' },
  },
  {
    userName: 'zhou.bank',
    name: '周立信',
    department: 'finance',
    roles: ['bank-clerk'],
    area: RUIJIN,
    bank: 'rcb',
    shows: { zh: '资金与金融：合作银行的贷款审批', en: 'finance: approves the loans of a lender bank' },
  },
  {
    userName: 'wei.bank',
    name: '魏放舟',
    department: 'finance',
    roles: ['bank-clerk'],
    area: RUIJIN,
    bank: 'rcb',
    shows: { zh: '资金与金融：合作银行的放款与收款', en: 'finance: pays out and takes back the loans of a lender bank' },
  },
  {
    userName: 'deng.rentian',
    name: '邓壬生',
    department: 'finance',
    roles: ['township-officer'],
    area: RENTIAN,
    shows: { zh: '资金与金融：壬田镇的验收与贷款审核', en: 'finance: acceptance and loan review in Rentian' },
  },
  {
    userName: 'ye.fenggang',
    name: '叶凤岗',
    department: 'finance',
    roles: ['village-cadre'],
    area: FENGGANG,
    shows: { zh: '资金与金融：凤岗村的补助申请和贷款推荐', en: 'finance: subsidy and loan applications of Fenggang' },
  },
  {
    userName: 'fang.rentian',
    name: '方圆明',
    department: 'finance',
    roles: ['township-officer'],
    area: RENTIAN,
    shows: { zh: '资金与金融：壬田镇的第二名现场验收人', en: 'finance: second inspector on site in Rentian' },
  },
  {
    userName: 'zhong.fenggang',
    name: '钟守业',
    department: 'finance',
    roles: ['village-cadre'],
    area: FENGGANG,
    shows: { zh: '资金与金融：凤岗村奖补申请的初审', en: 'finance: checks subsidy applications of Fenggang' },
  },
  {
    userName: 'lai.hengkeng',
    name: '赖远山',
    department: 'finance',
    roles: ['village-cadre'],
    area: HENGKENG,
    shows: { zh: '资金与金融：横坑村逾期、代偿和已付清的农户', en: 'finance: late, compensated and paid households of Hengkeng' },
  },
  {
    userName: 'zeng.hengkeng',
    name: '曾守信',
    department: 'finance',
    roles: ['village-cadre'],
    area: HENGKENG,
    shows: { zh: '资金与金融：横坑村申请的初审和推荐', en: 'finance: checks the applications of Hengkeng' },
  },
  {
    userName: 'shao.system',
    name: '邵明远',
    department: 'finance',
    roles: ['system-admin'],
    area: RUIJIN,
    shows: {
      zh: '资金与金融的系统管理员：重放搁置的消息、重建户册副本',
      en: 'system administrator of finance: replays parked messages, rebuilds the copy',
    },
  },
  {
    userName: 'an.relocation',
    name: '安新民',
    department: 'relocation',
    roles: ['county-officer'],
    area: RUIJIN,
    shows: { zh: '易地搬迁', en: 'relocation' },
  },
  {
    userName: 'bai.medical',
    name: '白康宁',
    department: 'medical',
    roles: ['county-officer'],
    area: RUIJIN,
    shows: { zh: '健康扶贫', en: 'medical' },
  },
  {
    userName: 'fang.accountability',
    name: '方持正',
    department: 'accountability',
    roles: ['county-officer'],
    area: RUIJIN,
    shows: { zh: '督查考核', en: 'accountability' },
  },
];

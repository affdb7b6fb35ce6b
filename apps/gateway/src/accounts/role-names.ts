import type { Role } from '@jingzhun/auth';
import type { Department } from '@jingzhun/persistence';

interface Name {
  zh: string;
  en: string;
}

export const ROLE_NAMES: Readonly<Record<Role, Name>> = {
  'village-cadre': { zh: '村干部', en: 'village cadre' },
  'township-officer': { zh: '乡镇经办人', en: 'township officer' },
  'county-officer': { zh: '县级经办人', en: 'county officer' },
  'verification-officer': { zh: '核查专员', en: 'verification officer' },
  'finance-approver': { zh: '资金审批人', en: 'finance approver' },
  cashier: { zh: '出纳', en: 'cashier' },
  'bank-clerk': { zh: '银行经办人', en: 'bank clerk' },
  leader: { zh: '领导', en: 'leader' },
  'system-admin': { zh: '系统管理员', en: 'system administrator' },
  'security-admin': { zh: '安全管理员', en: 'security administrator' },
  auditor: { zh: '审计员', en: 'auditor' },
};

export const DEPARTMENT_NAMES: Readonly<Record<Department, Name>> = {
  identification: { zh: '精准识别', en: 'identification' },
  industry: { zh: '产业扶贫', en: 'industry' },
  finance: { zh: '资金与金融', en: 'finance' },
  relocation: { zh: '易地搬迁', en: 'relocation' },
  medical: { zh: '健康扶贫', en: 'medical' },
  accountability: { zh: '督查考核', en: 'accountability' },
  gateway: { zh: '全县平台', en: 'county platform' },
};

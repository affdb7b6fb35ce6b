import type { Words } from '@jingzhun/domain/lifecycle';
import type { OfficeName } from './lifecycle.js';
import type { ProjectDiffers } from './subsidy-facts.js';
import { isBeforeApproval, type SubsidyState } from './subsidy-state.js';

const WHAT: Readonly<Record<ProjectDiffers, Words>> = {
  household: {
    zh: '产业部门已更正该验收项目归户，不再是申请的农户',
    en: 'Industry has corrected whose project it is: no longer that of the household that applied',
  },
  content: {
    zh: '产业部门已更正该验收项目，品种或年度与申请不同',
    en: 'Industry has corrected the accepted project: another product or year of cultivation than applied for',
  },
  parcel: {
    zh: '产业部门已更正该验收项目的地块，其中有地块本年度在另一份申请中',
    en: 'Industry has corrected the parcels of the accepted project, and one of them is in another application of the year',
  },
};

/** Of a living application whose project was corrected: what differs, and what to do where it stands. */
export function projectWords(differs: ProjectDiffers, { state, isRest = false }: { state: SubsidyState; isRest?: boolean }): Words {
  const next = isRest && isBeforeApproval(state) ? REST : nextOf(differs, state);
  return { zh: `${WHAT[differs].zh}：${next.zh}`, en: `${WHAT[differs].en}: ${next.en}` };
}

/** The same of an accepted application that a round leaves out, in parts: what differs, what to do, and whose offices may do it. */
export function projectLeftOut(differs: ProjectDiffers, isRest: boolean): { why: Words; next: Words; offices: readonly OfficeName[] } {
  return isRest
    ? { why: WHAT[differs], next: REST, offices: ['bureau'] }
    : { why: WHAT[differs], next: BEFORE[differs], offices: differs === 'content' ? ['village'] : ['village', 'bureau'] };
}

/** Applied for and accepted with what it is the rest of: nobody can correct it. */
const REST: Words = {
  zh: '请县级核定人员对这一余额不予通过，或对原款要求追回；更正有误的，请产业部门再更正',
  en: 'the bureau rejects this rest, or asks back the money it is the rest of; if the correction is wrong, industry corrects it again',
};

const BEFORE: Readonly<Record<ProjectDiffers, Words>> = {
  household: {
    zh: '请撤回或不予通过，再由现在归属的农户按该项目申请；更正有误的，请产业部门再更正',
    en: 'it is withdrawn or rejected, and the household whose project it is applies by it; if the correction is wrong, industry corrects it again',
  },
  content: {
    zh: '请村里按现在的验收记录更正申请，本办法没有该品种的，请撤回后按相应办法申请；更正有误的，请产业部门再更正',
    en: 'the village corrects the application to what the record says now, or, where this scheme has no such product, withdraws it and applies by the scheme that has; if the correction is wrong, industry corrects it again',
  },
  parcel: {
    zh: '请核实后撤回或不予通过其中一份；更正有误的，请产业部门再更正',
    en: 'one of the two is withdrawn or rejected; if the correction is wrong, industry corrects it again',
  },
};

function nextOf(differs: ProjectDiffers, state: SubsidyState): Words {
  if (isBeforeApproval(state)) return BEFORE[differs];
  const anew = AGAIN[differs === 'household' ? 'household' : 'village'];
  if (state === 'approved')
    return {
      zh: `现在不发放；请资金审批人不予通过，${anew.zh}；更正有误的，请产业部门再更正`,
      en: `it is not paid; a finance approver rejects it and ${anew.en}; if the correction is wrong, industry corrects it again`,
    };
  if (state === 'inPayment')
    return {
      zh: '批次尚未发送银行的，请退回或作废批次，再由资金审批人不予通过；已发送的，到账后请县级要求追回',
      en: 'a batch that was not sent is taken back or cancelled, and the finance approver rejects the application; once sent, the county asks the money back after it has arrived',
    };
  return {
    zh: `款项已发放；核实后确不应发放的，请县级要求追回，追回后${anew.zh}`,
    en: `the money was paid; if it should not have been, the county asks for it back, and then ${anew.en}`,
  };
}

const AGAIN = {
  household: { zh: '由现在归属的农户按该项目申请', en: 'the household whose project it is applies by it' },
  village: { zh: '村里按现在的验收记录重新申请', en: 'the village applies anew by the record' },
} as const satisfies Record<string, Words>;

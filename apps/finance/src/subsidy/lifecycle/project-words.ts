import type { Words } from '@jingzhun/domain/lifecycle';
import type { ProjectDiffers } from './subsidy-facts.js';
import { isBeforeApproval, type SubsidyState } from './subsidy-state.js';

const WHAT: Readonly<Record<ProjectDiffers, Words>> = {
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
export function projectWords(differs: ProjectDiffers, state: SubsidyState): Words {
  const next = nextOf(differs, state);
  return { zh: `${WHAT[differs].zh}：${next.zh}`, en: `${WHAT[differs].en}: ${next.en}` };
}

function nextOf(differs: ProjectDiffers, state: SubsidyState): Words {
  if (isBeforeApproval(state))
    return differs === 'content'
      ? {
          zh: '请村里按现在的验收记录更正申请；更正有误的，请产业部门再更正',
          en: 'the village corrects the application to what the record says now; if that is wrong, industry corrects it again',
        }
      : {
          zh: '请核实后撤回或不予通过其中一份；更正有误的，请产业部门再更正',
          en: 'one of the two is withdrawn or rejected; if the correction is wrong, industry corrects it again',
        };
  if (state === 'approved')
    return {
      zh: '现在不发放；请资金审批人不予通过，村里按现在的验收记录重新申请；更正有误的，请产业部门再更正',
      en: 'it is not paid; a finance approver rejects it and the village applies anew by the record; if the correction is wrong, industry corrects it again',
    };
  if (state === 'inPayment')
    return {
      zh: '批次尚未发送银行的，请退回或作废批次，再由资金审批人不予通过；已发送的，到账后请县级要求追回',
      en: 'a batch that was not sent is taken back or cancelled, and the finance approver rejects the application; once sent, the county asks the money back after it has arrived',
    };
  return {
    zh: '款项已发放；核实后确不应发放的，请县级要求追回，追回后按现在的验收记录重新申请',
    en: 'the money was paid; if it should not have been, the county asks for it back, and it is applied for anew by the record',
  };
}

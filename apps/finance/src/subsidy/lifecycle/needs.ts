import { COUNTED_AS_POOR, OUT_OF_REGISTER } from '@jingzhun/domain/household-status';
import { kebab, type CheckedNeed, type Words } from '@jingzhun/domain/lifecycle';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { projectWords } from './project-words.js';
import type { SubsidyFacts } from './subsidy-facts.js';

export interface Circumstances {
  facts: SubsidyFacts;
  today: PlainDate;
  /** Absent: a step of the system. */
  accountId?: string;
}

interface Need {
  /** Absent: of every application. */
  concerns?(facts: SubsidyFacts): boolean;
  met(circumstances: Circumstances): boolean;
  /** What is missing, in the office's words. */
  missing(circumstances: Circumstances): Words;
  has: Words;
}

const evidenceMissing = ({ required, evidence }: SubsidyFacts, at: 'application' | 'acceptance') =>
  required.filter((one) => one.at === at && (evidence[one.code] ?? 0) < one.atLeast);
const lacking = (facts: SubsidyFacts, at: 'application' | 'acceptance'): Words => {
  const missing = evidenceMissing(facts, at).map((one) => ({ ...one, still: one.atLeast - (facts.evidence[one.code] ?? 0) }));
  return {
    zh: `还缺：${missing.map(({ nameZh, still }) => `${nameZh} ${still} 份`).join('、')}`,
    en: `Missing: ${missing.map(({ nameEn, still }) => `${nameEn} (${still})`).join(', ')}`,
  };
};
const stands = ({ household }: SubsidyFacts): boolean => household !== null && !OUT_OF_REGISTER.includes(household.status);
const did = ({ facts }: Circumstances, accountId: string | undefined, ...steps: string[]): boolean =>
  facts.checkers.some((one) => one.accountId === accountId && steps.includes(one.step));

/** What a step asks for; the checklist on the page and the decision read the same list. */
export const NEEDS = {
  notMaker: {
    met: ({ facts, accountId }) => accountId === undefined || !facts.makers.includes(accountId),
    missing: () => ({ zh: '不能由填报人本人办理', en: 'Not by the person who entered it' }),
    has: { zh: '由填报人以外的人办理', en: 'By another person than the one who entered it' },
  },
  notInspector: {
    met: (at) => at.accountId === undefined || !did(at, at.accountId, 'measure', 'accept'),
    missing: () => ({ zh: '不能由现场验收人本人核定', en: 'Not by a person who inspected it on site' }),
    has: { zh: '由验收人以外的人核定', en: 'By another person than the inspectors' },
  },
  notInvolved: {
    met: ({ facts, accountId }) =>
      accountId === undefined ||
      !([...facts.makers, ...facts.enterers].includes(accountId) || facts.checkers.some((one) => one.accountId === accountId)),
    missing: () => ({ zh: '不能由填报、初审、验收或核定人审批（含退回前经办的人）', en: 'Not by anybody who took part before' }),
    has: { zh: '由未经办过的人审批', en: 'By a person who took no part before' },
  },
  notSchemeMaker: {
    met: ({ facts: { scheme }, accountId }) => accountId === undefined || scheme.recordedBy !== accountId,
    missing: ({ facts: { scheme } }) => ({
      zh: `“${scheme.nameZh}”是您登记的：请由另一名资金审批人审批`,
      en: `You recorded the scheme “${scheme.nameEn}”: another finance approver approves what is granted by it`,
    }),
    has: { zh: '由登记该办法的人以外的人审批', en: 'By another person than the one who recorded the scheme' },
  },
  secondPerson: {
    met: ({ facts, accountId }) => facts.measuredBy !== null && facts.measuredBy !== accountId,
    missing: () => ({ zh: '须由另一名到场的验收人确认', en: 'A second person who was on site confirms' }),
    has: { zh: '由第二名验收人确认', en: 'Confirmed by a second person' },
  },
  householdFits: {
    met: ({ facts: { household, categories } }) =>
      household !== null && COUNTED_AS_POOR.includes(household.status) && categories.includes(household.category),
    missing: () => ({ zh: '该户现在不是本办法的补助对象', en: 'The household is not one the scheme is for' }),
    has: { zh: '该户是本办法的补助对象', en: 'The household is one the scheme is for' },
  },
  householdStands: {
    met: ({ facts }) => stands(facts),
    missing: () => ({
      zh: '该户已清退或自然减少，不在册：由资金审批人不予通过；户册有误的，由扶贫部门先更正',
      en: 'The household has left the register: a finance approver rejects it; if the register is wrong, it is corrected first',
    }),
    has: { zh: '该户没有清退或自然减少', en: 'The household stands in the register' },
  },
  mayNotBePaid: {
    met: ({ facts }) => !stands(facts) || (facts.notice?.upheld ?? 0) > 0 || Boolean(facts.projectDiffers),
    missing: () => ({
      zh: '已批准的申请，只在该户不再在册、公示异议成立，或产业部门已更正该项目时才不予通过',
      en: 'What is approved is rejected only when the household has left the register, an objection was upheld, or industry has corrected the project',
    }),
    has: {
      zh: '该户不再在册、公示异议成立，或产业部门已更正该项目',
      en: 'The household has left the register, an objection was upheld, or industry has corrected the project',
    },
  },
  projectAsAccepted: {
    concerns: ({ namesProject }) => namesProject !== false,
    met: ({ facts }) => !facts.projectDiffers,
    missing: ({ facts }) => projectWords(facts.projectDiffers ?? 'content', facts),
    has: { zh: '没有与产业部门验收记录不一致之处', en: 'Nothing differs from industry’s record of acceptance' },
  },
  applicationEvidence: {
    met: ({ facts }) => evidenceMissing(facts, 'application').length === 0,
    missing: ({ facts }) => lacking(facts, 'application'),
    has: { zh: '申请材料齐全', en: 'All papers are there' },
  },
  acceptanceEvidence: {
    met: ({ facts }) => evidenceMissing(facts, 'acceptance').length === 0,
    missing: ({ facts }) => lacking(facts, 'acceptance'),
    has: { zh: '现场照片齐全', en: 'All photographs are there' },
  },
  amountGranted: {
    met: ({ facts }) => (facts.amountFen ?? 0) > 0,
    missing: () => ({ zh: '按办法计算没有可补助的金额', en: 'The scheme grants nothing for it' }),
    has: { zh: '已核定补助金额', en: 'An amount is granted' },
  },
  wholeApplication: {
    met: ({ facts }) => !facts.isRest,
    missing: () => ({
      zh: '这是上一批的余额，申请和验收已随上一批办结：请退回县级核定，或不予通过',
      en: 'It is what the batch before left, applied for and accepted with that: return it to the bureau, or reject it',
    }),
    has: { zh: '是完整的申请', en: 'A whole application' },
  },
  acknowledgementSigned: {
    met: ({ facts }) => (facts.evidence['acknowledgement'] ?? 0) > 0,
    missing: () => ({ zh: '还缺：农户签字的付款凭证照片', en: 'Missing: a photograph of the certificate signed by the household' }),
    has: { zh: '已有农户签字的付款凭证', en: 'The certificate signed by the household is there' },
  },
  notDemander: {
    met: ({ facts, accountId }) => accountId === undefined || facts.demandedBy !== accountId,
    missing: () => ({ zh: '不能由提出追回的人本人办理', en: 'Not by the person who asked for it back' }),
    has: { zh: '由提出追回的人以外的人办理', en: 'By another person than the one who asked for it back' },
  },
  noticeTakenDown: {
    met: ({ facts }) => facts.notice?.state === 'withdrawn',
    missing: () => ({ zh: '公示仍在张贴', en: 'The notice is still up' }),
    has: { zh: '原公示已撤下', en: 'The notice was taken down' },
  },
  noticePeriodOver: {
    met: ({ facts: { notice }, today }) =>
      notice !== null && (notice.state === 'posted' || notice.state === 'closed') && notice.lastDay !== null && notice.lastDay < today,
    missing: () => ({ zh: '公示期未满', en: 'The period of the notice is not over' }),
    has: { zh: '公示期已满', en: 'The period of the notice is over' },
  },
  noOpenObjection: {
    met: ({ facts }) => facts.notice?.open === 0,
    missing: ({ facts }) => ({
      zh: `有 ${facts.notice?.open ?? 0} 条异议未答复`,
      en: `${facts.notice?.open ?? 0} objection(s) not answered`,
    }),
    has: { zh: '没有未答复的异议', en: 'No open objection' },
  },
  noUpheldObjection: {
    met: ({ facts }) => facts.notice?.upheld === 0,
    missing: () => ({ zh: '对本次公示的异议成立', en: 'An objection to this notice was upheld' }),
    has: { zh: '没有成立的异议', en: 'No objection was upheld' },
  },
} as const satisfies Record<string, Need>;
export type NeedName = keyof typeof NEEDS;

export const check = (names: readonly NeedName[], circumstances: Circumstances): CheckedNeed[] =>
  names.flatMap((name) => {
    const need: Need = NEEDS[name];
    if (need.concerns && !need.concerns(circumstances.facts)) return [];
    const met = need.met(circumstances);
    return [{ code: kebab(name), met, ...(met ? need.has : need.missing(circumstances)) }];
  });

import type { Permission } from '@jingzhun/auth';
import { codeList, type CodeOf } from '@jingzhun/domain/code-list';
import { decideWay, type Actor, type CheckedNeed, type Office, type Way, type Words } from '@jingzhun/domain/lifecycle';

export const ClaimStates = codeList('应付款状态', 'state of a claim', [
  { code: 'received', zh: '部门已报，待填报资金', en: 'reported' },
  { code: 'proposed', zh: '已填报，待审批', en: 'proposed' },
  { code: 'approved', zh: '已批准，待发放', en: 'approved' },
  { code: 'inPayment', zh: '发放中', en: 'being paid' },
  { code: 'paid', zh: '已到账', en: 'paid' },
  { code: 'rejected', zh: '不予支付', en: 'rejected' },
  { code: 'givenUp', zh: '已停止发放', en: 'payment given up' },
]);
export type ClaimState = CodeOf<typeof ClaimStates>;
export const CLAIM_STEPS = ['propose', 'approve', 'return', 'reject', 'take', 'release', 'pay', 'bounce', 'giveUp', 'renew'] as const;
export type ClaimStep = (typeof CLAIM_STEPS)[number];

const OFFICES = {
  clerk: { permission: 'claim.write', levels: ['county'], zh: '县级经办人员', en: 'county officer' },
  approver: { permission: 'payment.approve', levels: ['county'], zh: '资金审批人', en: 'finance approver' },
  system: { permission: 'claim.read', levels: [], zh: '付款批次', en: 'the payment batch' },
} as const satisfies Record<string, Office<Permission>>;
export type ClaimOffice = keyof typeof OFFICES;
export const officeOf = (office: ClaimOffice): Words => OFFICES[office];

export interface ClaimFacts {
  /** Whoever ever entered or proposed it, or what it renews. */
  enterers: readonly string[];
  amountFen: number | null;
  /** In the own copy of the register: an event may arrive before its household. */
  householdKnown: boolean;
  /** It was removed from the register, or nobody is left of it. */
  householdGone: boolean;
  /** Taken up again by another claim. */
  isRenewed: boolean;
  /** A reward subsidy that has not ended names it. */
  isAppliedFor: boolean;
}

const NEEDS = {
  amountKnown: { zh: '没有应付金额：产业项目请走奖补申请', en: 'No amount: an accepted project is paid by way of a reward subsidy' },
  householdKnown: { zh: '户册副本中还没有该户', en: 'The household is not in the copy of the register yet' },
  householdStands: {
    zh: '该户已清退或自然减少，不在册：由资金审批人不予支付；户册有误的，由扶贫部门先更正',
    en: 'The household has left the register: a finance approver rejects it; if the register is wrong, it is corrected first',
  },
  householdGone: {
    zh: '已批准的应付款，只在该户不再在册时才不予支付',
    en: 'What is approved is rejected only when the household has left the register',
  },
  notAppliedFor: { zh: '农户已据此申请奖补：随奖补申请办结，不单独决定', en: 'A reward subsidy was applied for: it ends with that' },
  notRenewed: { zh: '已经重新办理', en: 'It was taken up again already' },
  notEnterer: {
    zh: '不能由填报过这一笔的人审批（含名单填报、退回前的填报）',
    en: 'Not by anybody who ever entered it, also by list or before it was returned',
  },
} as const satisfies Record<string, Words>;
type NeedName = keyof typeof NEEDS;
export const NOT_APPLIED_FOR: CheckedNeed = { code: 'notAppliedFor', met: false, ...NEEDS.notAppliedFor };

const way = (
  step: ClaimStep,
  from: ClaimState,
  to: ClaimState,
  office: ClaimOffice,
  needs: readonly NeedName[] = [],
  reason: 'needed' | 'none' = 'none',
): Way<ClaimStep, ClaimState, ClaimOffice, NeedName> => ({ step, from, to, office, needs, reason });

/** Every way a claim can go; the trigger of the table knows the same pairs. */
export const CLAIM_WAYS = [
  way('propose', 'received', 'proposed', 'clerk', ['amountKnown', 'householdKnown']),
  way('approve', 'proposed', 'approved', 'approver', ['amountKnown', 'householdKnown', 'householdStands', 'notEnterer']),
  way('return', 'proposed', 'received', 'approver', [], 'needed'),
  way('reject', 'received', 'rejected', 'approver', ['notAppliedFor'], 'needed'),
  way('reject', 'proposed', 'rejected', 'approver', ['notEnterer'], 'needed'),
  // decided anew: it must not be paid any more
  way('reject', 'approved', 'rejected', 'approver', ['notEnterer', 'householdGone'], 'needed'),
  way('take', 'approved', 'inPayment', 'system', ['householdStands']),
  way('release', 'inPayment', 'approved', 'system'),
  way('pay', 'inPayment', 'paid', 'system'),
  way('bounce', 'inPayment', 'inPayment', 'system'),
  way('bounce', 'paid', 'inPayment', 'system'),
  way('giveUp', 'inPayment', 'givenUp', 'system'),
  // the whole of it came back
  way('giveUp', 'paid', 'givenUp', 'system'),
  way('renew', 'givenUp', 'givenUp', 'clerk', ['amountKnown', 'householdKnown', 'notRenewed'], 'needed'),
] as const;

/** @throws NotPossible */
export function decideClaim(step: ClaimStep, state: ClaimState, facts: ClaimFacts, actor?: Actor<Permission>) {
  const met: Record<NeedName, boolean> = {
    amountKnown: facts.amountFen !== null,
    householdKnown: facts.householdKnown,
    householdStands: !facts.householdGone,
    householdGone: facts.householdGone,
    notAppliedFor: !facts.isAppliedFor,
    notRenewed: !facts.isRenewed,
    notEnterer: !actor || !facts.enterers.includes(actor.accountId),
  };
  const candidates = CLAIM_WAYS.filter((one) => one.step === step && one.from === state);
  const check = (needs: readonly NeedName[]): CheckedNeed[] => needs.map((name) => ({ code: name, met: met[name], ...NEEDS[name] }));
  return decideWay(OFFICES, candidates, ({ needs }) => check(needs), actor);
}

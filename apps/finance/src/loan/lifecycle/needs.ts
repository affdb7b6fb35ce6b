import { OUT_OF_REGISTER } from '@jingzhun/domain/household-status';
import { kebab, type CheckedNeed, type Words } from '@jingzhun/domain/lifecycle';
import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import type { LoanFacts, OtherLoan } from './loan-facts.js';
import type { LoanStep } from './loan-state.js';

export interface Circumstances {
  facts: LoanFacts;
  today: PlainDate;
  /** Absent: a step of the system. */
  accountId?: string;
}

interface Need {
  met(circumstances: Circumstances): boolean;
  missing(circumstances: Circumstances): Words;
  has: Words;
}

const had = ({ facts, accountId }: Circumstances, ...steps: LoanStep[]): boolean =>
  facts.did.some((one) => one.accountId === accountId && steps.includes(one.step));
/** Who has asked to waive what is owed now: before the last waiver, or before it fell overdue again, something else was meant. */
export const waiverAskers = ({ did }: Pick<LoanFacts, 'did'>): LoanFacts['did'] =>
  did
    .slice(did.findLastIndex(({ step }) => step === 'waivePenalty' || step === 'fallOverdue') + 1)
    .filter(({ step }) => step === 'askPenaltyWaiver');
const yuan = (fen: number): string => formatYuan(fen as Fen);
const percent = (bp: number): string => (bp / 100).toFixed(2);
/** Up to five of them by number and bank, so that whoever is refused knows where to ask. */
const naming = (others: readonly OtherLoan[] = []): Words => {
  const named = others.slice(0, 5);
  if (named.length === 0) return { zh: '', en: '' };
  const more = others.length > named.length;
  return {
    zh: `（${named.map(({ bankZh, number }) => `${bankZh}第 ${number} 号`).join('、')}${more ? '等' : ''}）`,
    en: ` (${named.map(({ bankEn, number }) => `no. ${number} of ${bankEn}`).join(', ')}${more ? ' and more' : ''})`,
  };
};
const ratio = ({ bank }: LoanFacts): number => Math.max(bank.badRatioBp, bank.badRatioOfTownshipBp);

/** What a step asks for; the checklist on the page and the decision read the same list. */
export const NEEDS = {
  notMaker: {
    met: (at) => !had(at, 'apply'),
    missing: () => ({ zh: '不能由填报人本人办理', en: 'Not by the person who entered it' }),
    has: { zh: '由填报人以外的人办理', en: 'By another person than the one who entered it' },
  },
  notInvolved: {
    met: (at) => !had(at, 'apply', 'recommend', 'review', 'confirm'),
    missing: () => ({ zh: '不能由填报、推荐、审核或确认人办理', en: 'Not by anybody who took part before' }),
    has: { zh: '由未经办过的人办理', en: 'By a person who took no part before' },
  },
  notApprover: {
    met: (at) => !had(at, 'apply', 'approve'),
    missing: () => ({ zh: '审批人不能放款', en: 'Whoever approved it does not pay it out' }),
    has: { zh: '由审批人以外的人放款', en: 'Paid out by another person than the approver' },
  },
  notAsker: {
    met: (at) => !had(at, 'apply', 'requestCompensation'),
    missing: () => ({ zh: '申请代偿的人不能同意代偿', en: 'Whoever asked for it does not grant it' }),
    has: { zh: '由申请人以外的人办理', en: 'By another person than the one who asked' },
  },
  notRecorder: {
    met: ({ facts: { last }, accountId }) => last !== null && last.recordedBy !== accountId,
    missing: () => ({ zh: '登记人不能冲销自己登记的收付', en: 'Whoever recorded it does not reverse it' }),
    has: { zh: '由登记人以外的人冲销', en: 'By another person than the one who recorded it' },
  },
  nothingChanged: {
    met: ({ facts: { last } }) => last?.kind !== 'drawing' || !last.isChangedSince,
    missing: () => ({
      zh: '放款之后已调整利率或展期，这笔放款不能冲销',
      en: 'The rate was changed or the loan extended after this drawing: it stays',
    }),
    has: { zh: '其后没有调整利率或展期', en: 'Nothing was agreed since' },
  },
  householdFits: {
    met: ({ facts: { household, enteredOn } }) => household !== null && household.wasRegistered && household.registeredOn <= enteredOn,
    missing: () => ({ zh: '申请之日该户不是在册的建档立卡户', en: 'The household was not registered on the day of the application' }),
    has: { zh: '申请之日该户是在册的建档立卡户', en: 'The household was registered on the day of the application' },
  },
  householdStands: {
    met: ({ facts: { household } }) => household !== null && !OUT_OF_REGISTER.includes(household.status),
    missing: () => ({
      zh: '该户现已清退或自然减少，不在册，不再放款：由正在办理的单位不予通过，或由村撤回申请；户册有误的，由扶贫部门先更正',
      en: 'The household has left the register since: no money is lent. Whoever has the application rejects it, or the village withdraws it; if the register is wrong, it is corrected first',
    }),
    has: { zh: '该户没有清退或自然减少', en: 'The household stands in the register' },
  },
  ageFits: {
    met: ({ facts: { borrowerAge, policy } }) => borrowerAge !== null && borrowerAge >= policy.age.min && borrowerAge <= policy.age.max,
    missing: ({ facts: { borrowerAge, policy } }) => ({
      zh: `借款人年龄须在 ${policy.age.min} 至 ${policy.age.max} 岁之间${borrowerAge === null ? '，户册中没有出生年份' : `，现为 ${borrowerAge} 岁`}`,
      en: `The borrower is to be ${policy.age.min} to ${policy.age.max} years old; ${borrowerAge === null ? 'the register has no year of birth' : `is ${borrowerAge}`}`,
    }),
    has: { zh: '借款人年龄符合', en: 'The age of the borrower fits' },
  },
  withinCap: {
    met: ({ facts: { amountFen, ownCreditFen, otherLoansFen, policy } }) => amountFen + ownCreditFen + otherLoansFen <= policy.capFen,
    missing: ({ facts: { amountFen, ownCreditFen, otherLoansFen, others, policy } }) => {
      const named = naming(others.filter(({ owedFen }) => owedFen > 0));
      return {
        zh: `每户授信上限 ${yuan(policy.capFen)} 元，该户和借款人已有贷款 ${yuan(ownCreditFen + otherLoansFen)} 元${named.zh}，本笔 ${yuan(amountFen)} 元`,
        en: `At most ${yuan(policy.capFen)} yuan a household: it and the borrower owe ${yuan(ownCreditFen + otherLoansFen)}${named.en}, this would be ${yuan(amountFen)} more`,
      };
    },
    has: { zh: '未超过每户授信上限', en: 'Within the cap of a household' },
  },
  noBadLoan: {
    met: ({ facts }) => facts.badLoans === 0,
    missing: (at?: Pick<Circumstances, 'facts'>) => {
      const named = naming(at?.facts.others.filter(({ isBad }) => isBad));
      return {
        zh: `该户或借款人有逾期或不良贷款${named.zh}，还清或补足前不再放款或新增贷款`,
        en: `The household or the borrower has a loan that is late or lost${named.en}: nothing more until it is paid`,
      };
    },
    has: { zh: '该户和借款人没有逾期或不良贷款', en: 'No loan of the household or the borrower is late or lost' },
  },
  usedAsAgreed: {
    met: ({ facts }) => facts.misusedLoans === 0,
    missing: (at?: Pick<Circumstances, 'facts'>) => {
      const named = naming(at?.facts.others.filter(({ isMisused }) => isMisused));
      return {
        zh: `该户或借款人有贷款被认定挪用${named.zh}，改正前不再放款、展期或新增贷款`,
        en: `Money of the household or the borrower was used otherwise${named.en}: nothing more until it is put right`,
      };
    },
    has: { zh: '该户和借款人没有挪用贷款', en: 'The household and the borrower have used their loans as agreed' },
  },
  roomInFund: {
    met: ({ facts }) => facts.amountFen <= facts.bank.roomFen,
    missing: ({ facts }) => ({
      zh: `风险缓释基金还可支持 ${yuan(Math.max(0, facts.bank.roomFen))} 元，不足本笔 ${yuan(facts.amountFen)} 元`,
      en: `The risk fund carries ${yuan(Math.max(0, facts.bank.roomFen))} yuan more, this loan is ${yuan(facts.amountFen)}`,
    }),
    has: { zh: '风险缓释基金额度足够', en: 'The risk fund carries it' },
  },
  lendingOpen: {
    met: ({ facts }) => ratio(facts) <= facts.policy.stopRatioBp,
    missing: ({ facts }) => ({
      zh: `不良率 ${percent(ratio(facts))}%，超过 ${percent(facts.policy.stopRatioBp)}%，暂停新增贷款`,
      en: `Bad loans are ${percent(ratio(facts))} %, above ${percent(facts.policy.stopRatioBp)} %: no new lending`,
    }),
    has: { zh: '不良率在控制线以内', en: 'Bad loans are below the stop line' },
  },
  nothingDrawn: {
    met: ({ facts }) => facts.drawnFen === 0,
    missing: () => ({ zh: '已经放款', en: 'Money was paid out' }),
    has: { zh: '尚未放款', en: 'Nothing was paid out' },
  },
  notLate: {
    met: ({ facts }) => !facts.isLate,
    missing: () => ({ zh: '有到期未还的款项，须先补足', en: 'Something is due and not paid: it comes first' }),
    has: { zh: '没有到期未还的款项', en: 'Nothing is due' },
  },
  late: {
    met: ({ facts }) => facts.isLate,
    missing: () => ({ zh: '没有到期未还的款项', en: 'Nothing is due' }),
    has: { zh: '有到期未还的款项', en: 'Something is due and not paid' },
  },
  paidBack: {
    met: ({ facts }) => facts.isPaidBack,
    missing: () => ({ zh: '本息尚未还清', en: 'Principal or interest is still owed' }),
    has: { zh: '本息已还清', en: 'Principal and interest are paid' },
  },
  notExtended: {
    met: ({ facts }) => !facts.isExtended,
    missing: () => ({ zh: '一笔贷款只能展期一次', en: 'A loan is extended once' }),
    has: { zh: '尚未展期', en: 'Not extended yet' },
  },
  noChangeWaits: {
    met: ({ facts }) => facts.change === null,
    missing: () => ({ zh: '已有一项合同变更等待同意，请先同意或撤回', en: 'Another change waits: agree to it, or take it back, first' }),
    has: { zh: '没有等待同意的合同变更', en: 'No other change waits' },
  },
  changeWaits: {
    met: ({ facts }) => facts.change !== null,
    missing: () => ({ zh: '没有等待同意的合同变更', en: 'No change waits' }),
    has: { zh: '有一项合同变更等待同意', en: 'A change waits' },
  },
  changeProposed: {
    met: ({ facts: { change } }) => change !== null && change.agreedBy === null,
    missing: ({ facts: { change } }) =>
      change === null
        ? { zh: '没有等待银行复核的合同变更', en: 'No change waits for the bank' }
        : { zh: '银行已复核，等待县财政审批人员同意', en: 'The bank has agreed: it waits for the finance approver of the county' },
    has: { zh: '合同变更等待银行复核', en: 'A change waits for the bank' },
  },
  changeAgreed: {
    met: ({ facts: { change } }) => change !== null && change.agreedBy !== null && change.needsConsent,
    missing: () => ({ zh: '银行另一名经办人尚未复核', en: 'No other clerk of the bank has agreed yet' }),
    has: { zh: '银行已复核，等待县级同意', en: 'The bank has agreed, the county is asked' },
  },
  notProposer: {
    met: ({ facts: { change }, accountId }) => change === null || ![change.proposedBy, change.agreedBy].includes(accountId ?? null),
    missing: () => ({ zh: '提出或已复核这项变更的人不能再同意', en: 'Not by whoever proposed it or has agreed already' }),
    has: { zh: '由提出人以外的人同意', en: 'By another person than the one who proposed it' },
  },
  collectedLongEnough: {
    met: ({ facts: { collectionSince, policy }, today }) =>
      collectionSince !== null && addDays(collectionSince, policy.collectionDays) <= today,
    missing: ({ facts: { collectionSince, policy } }) => ({
      zh: `催收须满 ${policy.collectionDays} 天${collectionSince ? `（${addDays(collectionSince, policy.collectionDays)} 起）` : ''}`,
      en: `After ${policy.collectionDays} days of collection${collectionSince ? `, from ${addDays(collectionSince, policy.collectionDays)}` : ''}`,
    }),
    has: { zh: '催收期限已满', en: 'Collected long enough' },
  },
  penaltyOwed: {
    met: ({ facts }) => facts.penaltyOwedFen > 0,
    missing: () => ({ zh: '没有未收的罚息', en: 'No penalty interest is owed' }),
    has: { zh: '有未收的罚息', en: 'Penalty interest is owed' },
  },
  waiverAsked: {
    met: ({ facts }) => waiverAskers(facts).length > 0,
    missing: () => ({ zh: '本次欠款尚未有人申请减免罚息', en: 'Nobody has asked to waive what is owed now' }),
    has: { zh: '已申请减免罚息', en: 'It was asked for' },
  },
  notWaiverAsker: {
    met: ({ facts, accountId }) => !waiverAskers(facts).some((one) => one.accountId === accountId),
    missing: () => ({ zh: '申请减免罚息的人不能同意减免', en: 'Whoever asked to waive it does not grant it' }),
    has: { zh: '由申请人以外的人同意', en: 'By another person than the one who asked' },
  },
  compensationAsked: {
    met: ({ facts }) => facts.compensationAsked,
    missing: () => ({ zh: '银行尚未申请代偿', en: 'The bank has not asked for it' }),
    has: { zh: '银行已申请代偿', en: 'The bank has asked for it' },
  },
} as const satisfies Record<string, Need>;
export type NeedName = keyof typeof NEEDS;

export const check = (names: readonly NeedName[], circumstances: Circumstances): CheckedNeed[] =>
  names.map((name) => {
    const need: Need = NEEDS[name];
    const met = need.met(circumstances);
    return { code: kebab(name), met, ...(met ? need.has : need.missing(circumstances)) };
  });

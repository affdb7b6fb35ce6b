import { codeList, type CodeOf } from '@jingzhun/domain/code-list';

/** Where a loan stands, in the order of its way (domain.md 8.3). */
export const LoanStates = codeList('贷款状态', 'state of a loan', [
  { code: 'applied', zh: '已申请，待村级推荐', en: 'applied for' },
  { code: 'villageRecommended', zh: '村级已推荐，待乡镇审核', en: 'recommended by the village' },
  { code: 'townReviewed', zh: '乡镇已审核，待县级确认', en: 'reviewed by the township' },
  { code: 'countyConfirmed', zh: '县级已确认，待银行审批', en: 'confirmed by the county' },
  { code: 'bankApproved', zh: '银行已审批，待放款', en: 'approved by the bank' },
  { code: 'drawn', zh: '已放款', en: 'paid out' },
  { code: 'repaying', zh: '还款中', en: 'being repaid' },
  { code: 'extended', zh: '已展期，还款中', en: 'extended' },
  { code: 'overdue', zh: '逾期', en: 'overdue' },
  { code: 'collection', zh: '催收中', en: 'in collection' },
  { code: 'compensated', zh: '基金已代偿，继续追偿', en: 'compensated, being recovered' },
  { code: 'recovered', zh: '已全部追回', en: 'recovered in full' },
  { code: 'repaid', zh: '已还清', en: 'repaid' },
  { code: 'writtenOff', zh: '已核销', en: 'written off' },
  { code: 'rejected', zh: '未通过', en: 'rejected' },
  { code: 'withdrawn', zh: '已撤回', en: 'withdrawn' },
]);
export type LoanState = CodeOf<typeof LoanStates>;
export const LoanState = LoanStates.schema;

export const LoanSteps = codeList('贷款办理环节', 'step of a loan', [
  { code: 'apply', zh: '申请', en: 'apply' },
  { code: 'recommend', zh: '村级推荐', en: 'recommend' },
  { code: 'review', zh: '乡镇审核', en: 'review' },
  { code: 'confirm', zh: '县级确认', en: 'confirm' },
  { code: 'approve', zh: '银行审批', en: 'approve' },
  { code: 'draw', zh: '放款', en: 'pay out' },
  { code: 'repay', zh: '还款', en: 'repay' },
  { code: 'settle', zh: '结清', en: 'settled' },
  { code: 'fallOverdue', zh: '转为逾期', en: 'fell overdue' },
  { code: 'catchUp', zh: '逾期已补足', en: 'caught up' },
  { code: 'collect', zh: '转入催收', en: 'begin collection' },
  { code: 'changeRate', zh: '调整利率', en: 'change the rate' },
  { code: 'extend', zh: '展期', en: 'extend' },
  { code: 'proposeRate', zh: '提出调整利率', en: 'propose another rate' },
  { code: 'proposeExtension', zh: '提出展期', en: 'propose an extension' },
  { code: 'agreeToChange', zh: '复核同意合同变更', en: 'agree to the change of the contract' },
  { code: 'refuseChange', zh: '不同意（撤回）合同变更', en: 'refuse, or take back, the change of the contract' },
  { code: 'consentToChange', zh: '县级同意合同变更', en: 'the county consents to the change of the contract' },
  { code: 'declineChange', zh: '县级不同意合同变更', en: 'the county declines the change of the contract' },
  { code: 'requestCompensation', zh: '申请代偿', en: 'ask for compensation' },
  { code: 'compensate', zh: '同意代偿', en: 'compensate' },
  { code: 'recover', zh: '登记追偿', en: 'record what was recovered' },
  { code: 'writeOff', zh: '核销', en: 'write off' },
  { code: 'askPenaltyWaiver', zh: '申请减免罚息', en: 'ask to waive the penalty interest' },
  { code: 'waivePenalty', zh: '同意减免罚息', en: 'waive the penalty interest' },
  { code: 'reverse', zh: '冲销收付', en: 'reverse a movement' },
  { code: 'reject', zh: '不予通过', en: 'reject' },
  { code: 'withdraw', zh: '撤回申请', en: 'withdraw' },
]);
export type LoanStep = CodeOf<typeof LoanSteps>;
export const LoanStep = LoanSteps.schema;

export const BEFORE_MONEY = ['applied', 'villageRecommended', 'townReviewed', 'countyConfirmed', 'bankApproved'] as const;
/** Paid out and not late. */
export const ON_TIME = ['drawn', 'repaying', 'extended'] as const;
export const LATE = ['overdue', 'collection'] as const;
export const RUNNING = [...ON_TIME, ...LATE] as const;
export const ENDED = ['recovered', 'repaid', 'writtenOff', 'rejected', 'withdrawn'] as const satisfies readonly LoanState[];
/** The bank may give up penalty interest: while the loan runs, and after a loss, also one that is written off or recovered in full. */
export const OWES_PENALTY = [...RUNNING, 'compensated', 'writtenOff', 'recovered'] as const;
export const isRunning = (state: LoanState): boolean => (RUNNING as readonly LoanState[]).includes(state);

/** What money may be lent for; the policy says which of them a county allows. The last three never. */
export const LoanPurposes = codeList('贷款用途', 'purpose of a loan', [
  { code: 'planting', zh: '种植', en: 'planting' },
  { code: 'breeding', zh: '养殖', en: 'breeding' },
  { code: 'processing', zh: '农产品加工', en: 'processing' },
  { code: 'ruralTourism', zh: '乡村旅游', en: 'rural tourism' },
  { code: 'eCommerce', zh: '电子商务', en: 'e-commerce' },
  { code: 'photovoltaic', zh: '光伏发电', en: 'photovoltaic' },
  { code: 'otherIndustry', zh: '其他产业', en: 'other industry' },
  { code: 'weddingFuneral', zh: '婚丧嫁娶', en: 'wedding or funeral' },
  { code: 'houseBuilding', zh: '建房购房', en: 'house' },
  { code: 'relending', zh: '转借或理财', en: 'lending on, wealth products' },
]);
export const LoanPurpose = LoanPurposes.schema;
export type LoanPurpose = CodeOf<typeof LoanPurposes>;

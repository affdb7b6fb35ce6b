import { codeList, type CodeOf } from '@jingzhun/domain/code-list';

/** Where an application for a reward subsidy stands, in the order of its way (domain.md 6.2). */
export const SubsidyStates = codeList('奖补申请状态', 'state of a subsidy application', [
  { code: 'applied', zh: '已申请，待村级初审', en: 'applied' },
  { code: 'villageChecked', zh: '村级已初审，待现场验收', en: 'checked by the village' },
  { code: 'measured', zh: '已现场测量，待第二验收人确认', en: 'measured on site' },
  { code: 'accepted', zh: '乡镇已验收，待县级核定', en: 'accepted by the township' },
  { code: 'granted', zh: '县级已核定金额，待公示', en: 'amount worked out' },
  { code: 'noticePosted', zh: '公示中', en: 'on the board' },
  { code: 'noticeClosed', zh: '公示期满，待审批', en: 'notice over' },
  { code: 'approved', zh: '已批准，待发放', en: 'approved' },
  { code: 'inPayment', zh: '发放中', en: 'being paid' },
  { code: 'paid', zh: '已到账', en: 'paid' },
  { code: 'rejected', zh: '未通过', en: 'rejected' },
  { code: 'withdrawn', zh: '已撤回', en: 'withdrawn' },
  { code: 'givenUp', zh: '已停止发放', en: 'payment given up' },
  { code: 'acknowledged', zh: '农户已认账', en: 'acknowledged by the household' },
  { code: 'recovering', zh: '追回中', en: 'being taken back' },
  { code: 'reclaimed', zh: '已追回', en: 'taken back' },
]);
export type SubsidyState = CodeOf<typeof SubsidyStates>;
export const SubsidyState = SubsidyStates.schema;

export const SubsidySteps = codeList('奖补办理环节', 'step of a subsidy application', [
  { code: 'apply', zh: '申请', en: 'apply' },
  { code: 'check', zh: '村级初审通过', en: 'village check' },
  { code: 'measure', zh: '现场测量', en: 'measure on site' },
  { code: 'accept', zh: '第二验收人确认', en: 'second person accepts' },
  { code: 'grant', zh: '县级核定', en: 'bureau check' },
  { code: 'post', zh: '张贴公示', en: 'post the notice' },
  { code: 'close', zh: '公示办结', en: 'close the notice' },
  { code: 'approve', zh: '审批', en: 'approve' },
  { code: 'return', zh: '退回', en: 'return' },
  { code: 'reject', zh: '不予通过', en: 'reject' },
  { code: 'withdraw', zh: '撤回申请', en: 'withdraw' },
  { code: 'correct', zh: '更正申请', en: 'correct' },
  { code: 'upholdObjection', zh: '异议成立', en: 'objection upheld' },
  { code: 'take', zh: '列入发放批次', en: 'put into a batch' },
  { code: 'release', zh: '移出发放批次', en: 'taken out of a batch' },
  { code: 'pay', zh: '银行已入账', en: 'credited by the bank' },
  { code: 'bounce', zh: '银行退回', en: 'returned by the bank' },
  { code: 'giveUp', zh: '停止发放', en: 'give up the payment' },
  { code: 'acknowledge', zh: '农户认账', en: 'acknowledge' },
  { code: 'demandBack', zh: '要求追回', en: 'ask for it back' },
  { code: 'dropDemand', zh: '撤销追回', en: 'drop the demand' },
  { code: 'reclaim', zh: '确认已追回', en: 'confirm that it came back' },
  { code: 'carry', zh: '余额转入下一批', en: 'rest carried into the next batch' },
  { code: 'endRest', zh: '随原申请终止', en: 'ended with what it is the rest of' },
]);
export type SubsidyStep = CodeOf<typeof SubsidySteps>;
export const SubsidyStep = SubsidySteps.schema;

/** Up to the approval an application can still be corrected, returned, withdrawn or rejected. */
export const BEFORE_APPROVAL = ['applied', 'villageChecked', 'measured', 'accepted', 'granted', 'noticePosted', 'noticeClosed'] as const;
export const RETURN_TARGETS = ['applied', 'villageChecked', 'accepted'] as const;
export type ReturnTarget = (typeof RETURN_TARGETS)[number];
export const ENDED = ['rejected', 'withdrawn', 'givenUp', 'reclaimed'] as const satisfies readonly SubsidyState[];

export const orderOf = (state: SubsidyState): number => SubsidyStates.codes.indexOf(state);
export const isEnded = (state: SubsidyState): boolean => (ENDED as readonly SubsidyState[]).includes(state);
export const isBeforeApproval = (state: SubsidyState): boolean => (BEFORE_APPROVAL as readonly SubsidyState[]).includes(state);

import { codeList, type CodeOf } from '@jingzhun/domain/code-list';

/** What is asked for. A registered household goes the same seven steps for its removal and for another category. */
export const CaseKinds = codeList('申请类型', 'kind of application', [
  { code: 'registration', zh: '纳入', en: 'registration' },
  { code: 'removal', zh: '清退', en: 'removal' },
  { code: 'categoryChange', zh: '变更贫困户属性', en: 'change of category' },
]);
export type CaseKind = CodeOf<typeof CaseKinds>;
export const CaseKind = CaseKinds.schema;

/** Where a case stands. The order is the order of the seven steps; the last three are ends. */
export const CaseStates = codeList('办理环节', 'state of a case', [
  { code: 'draft', zh: '草稿', en: 'draft' },
  { code: 'applied', zh: '已申请，待小组评议', en: 'applied, waits for the group appraisal' },
  { code: 'groupAppraised', zh: '小组评议通过，待组级公示', en: 'appraised by the group, waits for the group notice' },
  { code: 'groupNoticePosted', zh: '组级公示中', en: 'group notice posted' },
  { code: 'groupNoticeClosed', zh: '组级公示期满，待村民代表大会审核', en: 'group notice closed, waits for the assembly' },
  { code: 'assemblyPassed', zh: '村民代表大会通过，待村委会公示', en: 'passed by the assembly, waits for the village notice' },
  { code: 'villageNoticePosted', zh: '村委会公示中', en: 'village notice posted' },
  { code: 'villageNoticeClosed', zh: '村委会公示期满，待乡镇复核', en: 'village notice closed, waits for the township' },
  { code: 'townshipChecked', zh: '乡镇复核通过', en: 'checked by the township' },
  { code: 'countyExamined', zh: '县级审定通过，待公告', en: 'examined by the county, waits for the announcement' },
  { code: 'announced', zh: '村委会公告中', en: 'announced' },
  { code: 'completed', zh: '已办结', en: 'completed' },
  { code: 'rejected', zh: '未通过', en: 'rejected' },
  { code: 'withdrawn', zh: '已撤回', en: 'withdrawn' },
]);
export type CaseState = CodeOf<typeof CaseStates>;
export const CaseState = CaseStates.schema;

export const ENDS = ['completed', 'rejected', 'withdrawn'] as const satisfies readonly CaseState[];
export const isOpen = (state: CaseState): boolean => !(ENDS as readonly CaseState[]).includes(state);

/** Position on the way; later states have the greater number. */
export const orderOf = (state: CaseState): number => CaseStates.codes.indexOf(state);

/** Where a case may be sent back to: what follows that state is done again. */
export const RETURN_TARGETS = [
  'applied',
  'groupAppraised',
  'groupNoticeClosed',
  'assemblyPassed',
  'villageNoticeClosed',
  'townshipChecked',
] as const satisfies readonly CaseState[];
export type ReturnTarget = (typeof RETURN_TARGETS)[number];

export const CaseSteps = codeList('步骤', 'step', [
  { code: 'submit', zh: '提交申请', en: 'submit' },
  { code: 'signForm', zh: '户主重新签字', en: 'sign the form anew' },
  { code: 'correct', zh: '更正申请内容', en: 'correct the content' },
  { code: 'appraise', zh: '村民小组评议', en: 'group appraisal' },
  { code: 'postGroupNotice', zh: '张贴组级公示', en: 'post the group notice' },
  { code: 'closeGroupNotice', zh: '结束组级公示', en: 'close the group notice' },
  { code: 'review', zh: '村民代表大会审核', en: 'assembly review' },
  { code: 'postVillageNotice', zh: '张贴村委会公示', en: 'post the village notice' },
  { code: 'closeVillageNotice', zh: '结束村委会公示', en: 'close the village notice' },
  { code: 'recheck', zh: '乡镇复核', en: 'township re-check' },
  { code: 'examine', zh: '县级审定', en: 'county examination' },
  { code: 'announce', zh: '张贴村委会公告', en: 'announce' },
  { code: 'complete', zh: '办结', en: 'complete' },
  { code: 'upholdObjection', zh: '异议成立，按决定处理', en: 'act on an upheld objection' },
  { code: 'return', zh: '退回', en: 'return' },
  { code: 'reject', zh: '不予通过', en: 'reject' },
  { code: 'withdraw', zh: '撤回', en: 'withdraw' },
]);
export type CaseStep = CodeOf<typeof CaseSteps>;
export const CaseStep = CaseSteps.schema;

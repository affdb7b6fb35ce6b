import { NotPossible, type CheckedNeed } from './lifecycle.js';
import {
  decided,
  NotYourOffice,
  reasonFor,
  ReasonNeeded,
  standsAt,
  StepNotPossible,
  StepNotYet,
  stillMissing,
  takenBy,
} from './step-refusal.js';

const STATES = { draft: { zh: '草稿', en: 'a draft' }, over: { zh: '已结束', en: 'over' } };
const OFFICES = { clerk: { zh: '经办人员', en: 'clerk' }, approver: { zh: '审批人', en: 'approver' } };
const MISSING: CheckedNeed[] = [
  { code: 'paper', met: false, zh: '缺凭证', en: 'The paper is missing' },
  { code: 'other-person', met: false, zh: '须由他人办理', en: 'Another person does it' },
];
const SAYS = {
  notPossible: (state: keyof typeof STATES) => new StepNotPossible('list', standsAt({ zh: '这份名单', en: 'The list' }, STATES[state])),
  notYourOffice: (office: keyof typeof OFFICES) => new NotYourOffice('list', takenBy(OFFICES[office])),
  notYet: (missing: readonly CheckedNeed[]) =>
    new StepNotYet('list', [{ pointer: '/lists/1', missing }], stillMissing(missing, { zh: '请补齐。', en: 'Complete it.' })),
};
const answerOf = (error: Error): unknown => {
  try {
    return decided(SAYS, 'over', () => {
      throw error;
    });
  } catch (caught) {
    return caught;
  }
};

describe('the no to a step', () => {
  it('lets what was decided through', () => {
    expect(decided(SAYS, 'draft', () => 'released')).toBe('released');
  });

  it('is said in the words of the feature, each with its code and status', () => {
    expect(answerOf(new NotPossible('no-such-way'))).toMatchObject({
      ...{ code: 'list.step-not-possible', status: 409, name: 'StepNotPossible' },
      zh: { detail: '这份名单现为“已结束”。' },
      en: { detail: 'The list is: over.' },
    });
    expect(answerOf(new NotPossible('not-your-office', [], 'approver'))).toMatchObject({
      ...{ code: 'list.not-your-office', status: 403 },
      zh: { next: '请交由审批人办理。' },
      en: { next: 'Leave it to the approver.' },
    });
    expect(answerOf(new NotPossible('not-yet', MISSING))).toMatchObject({
      ...{ code: 'list.not-yet', status: 409 },
      zh: { detail: '缺凭证；须由他人办理。', next: '请补齐。' },
      problems: [
        { pointer: '/lists/1', code: 'paper', zh: '缺凭证', en: 'The paper is missing' },
        { pointer: '/lists/1', code: 'other-person' },
      ],
    });
  });

  it('leaves a fault a fault', () => {
    const fault = new TypeError('of the program');
    expect(answerOf(fault)).toBe(fault);
  });

  it('asks for the reason at its field', () => {
    expect(new ReasonNeeded('list', reasonFor({ zh: '撤回须写明理由。', en: 'A withdrawal needs a reason.' }))).toMatchObject({
      ...{ code: 'list.reason-needed', status: 422, zh: { title: '请写明理由', detail: '撤回须写明理由。' } },
      problems: [{ pointer: '/reason', code: 'required', zh: '请填写理由', en: 'write the reason' }],
    });
  });
});

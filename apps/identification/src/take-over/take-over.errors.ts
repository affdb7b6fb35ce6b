import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';

const refusal = (code: string, status: number, zh: RefusalText, en: RefusalText) =>
  class extends Refusal {
    constructor() {
      super({ code: `take-over.${code}`, status, zh, en });
    }
  };

export class TakeOverOfCountyOnly extends refusal(
  'county-only',
  403,
  { title: '由县级决定', detail: '数据接管由县级账号提出并由另一人确认。', next: '请由县级扶贫部门办理。' },
  { title: 'For the county', detail: 'The take-over is proposed and confirmed by county officers.', next: 'Ask the county office.' },
) {}

export class TakenOverAlready extends refusal(
  'decided-already',
  409,
  {
    title: '已经接管，或已有待确认的提议',
    detail: '一个县只接管一次，同时只有一项提议。',
    next: '请查看接管决定；待确认的提议由另一人确认或撤回。',
  },
  {
    title: 'Decided or proposed already',
    detail: 'A county is taken over once, with one proposal at a time.',
    next: 'Look at the decision; a proposal is confirmed by another officer or withdrawn.',
  },
) {}

export class TakeOverNotFound extends refusal(
  'not-found',
  404,
  { title: '没有待确认的提议', detail: '没有这一项接管提议，或已经处理。', next: '请刷新页面。' },
  { title: 'No such proposal', detail: 'There is no such proposal, or it is decided.', next: 'Reload the page.' },
) {}

export class OwnTakeOver extends refusal(
  'own-proposal',
  403,
  { title: '须由另一人确认', detail: '接管由提出人以外的县级人员确认。', next: '请由另一名县级人员核对后确认；您可以撤回。' },
  {
    title: 'Another person confirms',
    detail: 'It is confirmed by another county officer.',
    next: 'Ask a colleague to check and confirm it; you may withdraw it.',
  },
) {}

export class TakeOverInThePast extends refusal(
  'in-the-past',
  422,
  { title: '接管日期不能早于今天', detail: '接管自某日起生效，不追溯。', next: '请选择今天或以后的日期。' },
  { title: 'Not in the past', detail: 'The take-over begins on a day and does not reach back.', next: 'Choose today or a later day.' },
) {}

/** After the take-over: by an application, not by a correction. */
export class CategoryNeedsApplication extends refusal(
  'category-needs-application',
  409,
  {
    title: '接管后贫困户属性按程序变更',
    detail: '本县数据已经接管，贫困户属性不再以更正方式改动，录入差错也须经七步法。',
    next: '请在该户页面选择“申请变更贫困户属性”；已提出的更正请驳回或撤回。',
  },
  {
    title: 'By an application',
    detail: 'The register was taken over: a category is not corrected any more, not even a typing error, but changed by the seven steps.',
    next: 'Apply for a change of category on the page of the household; reject or withdraw the correction.',
  },
) {}

export class MoveNeedsApplication extends refusal(
  'move-needs-application',
  409,
  {
    title: '接管后不能经导入建档',
    detail: '本县数据已经接管，裁定“转入”会新建一户，须经七步法。',
    next: '请选择“以已登记为准”或“不是同一人”；确已分户的，先在原户提出“成员减少”更正，再为新户提出纳入申请。',
  },
  {
    title: 'No registration by an import',
    detail: 'The register was taken over: deciding "move" would register a household, which takes the seven steps.',
    next: 'Choose another decision; for a real split first correct the members of the old household, then apply for the new one.',
  },
) {}

import { Refusal } from '@jingzhun/domain/refusal';

export class ConflictNotFound extends Refusal {
  constructor() {
    super({
      code: 'survey.conflict-not-found',
      status: 404,
      zh: { title: '没有找到这条冲突', detail: '本辖区没有这一条调查冲突。', next: '请返回调查冲突列表重新选择。' },
      en: { title: 'No such conflict', detail: 'There is no such conflict in your area.', next: 'Go back to the list of conflicts.' },
    });
  }
}

export class ConflictSettled extends Refusal {
  constructor() {
    super({
      code: 'survey.conflict-settled',
      status: 409,
      zh: { title: '这条冲突已经处理', detail: '这条冲突已有决定，或已被同一调查员后来的记录取代。', next: '请刷新页面查看结果。' },
      en: {
        title: 'Already settled',
        detail: 'The conflict has been decided, or a later report of the same surveyor took its place.',
        next: 'Reload the page to see the outcome.',
      },
    });
  }
}

export class OwnReport extends Refusal {
  constructor() {
    super({
      code: 'survey.own-report',
      status: 403,
      zh: { title: '不能处理自己参与的冲突', detail: '这一户您本人填报过，须由另一人决定。', next: '请由另一名有权限的人员处理。' },
      en: {
        title: 'You took part',
        detail: 'You reported on this household yourself; another person decides.',
        next: 'Ask another officer to decide.',
      },
    });
  }
}

export class ChoicesIncomplete extends Refusal {
  constructor(count: number) {
    super({
      code: 'survey.choices-incomplete',
      status: 422,
      zh: {
        title: '还有项目没有选择',
        detail: `这条冲突有 ${count} 个不同的项目，每一项都要选择。`,
        next: '请逐项选择采用哪一份，再保存。',
      },
      en: {
        title: 'Choices are missing',
        detail: `The conflict is about ${count} answers; each needs a choice.`,
        next: 'Choose for each answer, then save.',
      },
      problems: [{ pointer: '/choices', code: 'incomplete', zh: '须与不同的项目一一对应', en: 'must answer exactly the contested fields' }],
    });
  }
}

export class DecisionDoesNotFit extends Refusal {
  constructor() {
    super({
      code: 'survey.decision-does-not-fit',
      status: 422,
      zh: { title: '决定与冲突的种类不符', detail: '这条冲突不能这样决定。', next: '请刷新页面，按页面列出的选项决定。' },
      en: {
        title: 'Not the decision this conflict needs',
        detail: 'This kind of conflict is not decided like that.',
        next: 'Reload the page and use the choices it offers.',
      },
    });
  }
}

export class NotOneHousehold extends Refusal {
  constructor() {
    super({
      code: 'survey.not-one-household',
      status: 422,
      zh: { title: '家庭成员不成立', detail: '按这样选择，该户不是恰好一名户主。', next: '请重新选择与户主关系，使户主恰好一人。' },
      en: {
        title: 'The members do not fit',
        detail: 'With these choices the household would not have exactly one head.',
        next: 'Choose the relations again so that there is one head.',
      },
    });
  }
}

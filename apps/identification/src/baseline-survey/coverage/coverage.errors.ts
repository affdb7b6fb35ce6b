import { Refusal } from '@jingzhun/domain/refusal';

export class VillageNotInRound extends Refusal {
  constructor() {
    super({
      code: 'survey.village-not-in-round',
      status: 404,
      zh: { title: '该村不在本轮调查中', detail: '该村不属于本轮调查，或不在您的辖区。', next: '请返回调查页面重新选择村。' },
      en: {
        title: 'Not part of this round',
        detail: 'The village is not part of this round or not of your area.',
        next: 'Go back and choose the village again.',
      },
    });
  }
}

export class VillageNotFinished extends Refusal {
  constructor(due: number, conflicts: number) {
    super({
      code: 'survey.village-not-finished',
      status: 409,
      zh: {
        title: '该村还不能确认',
        detail: `还有 ${due} 户没有走访，${conflicts} 条冲突没有处理。`,
        next: '请先走访完并处理冲突，再由村委会和驻村工作队确认。',
      },
      en: {
        title: 'The village is not finished',
        detail: `${due} households have not been visited, ${conflicts} conflicts wait.`,
        next: 'Finish the visits and the conflicts; then the committee and the work team confirm.',
      },
    });
  }
}

export class AlreadyConfirmed extends Refusal {
  constructor() {
    super({
      code: 'survey.village-confirmed-already',
      status: 409,
      zh: {
        title: '不能重复确认',
        detail: '这一结果已由该身份确认，或您已以另一身份确认过。村委会和驻村工作队须由两个人分别确认。',
        next: '请由另一方的负责人用本人账号确认。',
      },
      en: {
        title: 'Confirmed already',
        detail:
          'This result has been confirmed in this capacity, or you confirmed it in the other one. Committee and work team are two persons.',
        next: 'The other side confirms under its own account.',
      },
    });
  }
}

import { Refusal } from '@jingzhun/domain/refusal';

export class JointListNotFound extends Refusal {
  constructor() {
    super({
      code: 'joint-list.not-found',
      status: 404,
      zh: {
        title: '没有这份联合名单',
        detail: '本辖区没有这份联合名单，或财政金融部门的名单还没有传到。',
        next: '请回到名单列表；刚确认的名单请稍后再看。',
      },
      en: {
        title: 'There is no such joint list',
        detail: 'Your area has no such list, or it has not arrived from finance yet.',
        next: 'Go back to the lists; look again in a moment if it was confirmed just now.',
      },
    });
  }
}

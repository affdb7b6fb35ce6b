import { Refusal } from '@jingzhun/domain/refusal';

export class InvalidCursor extends Refusal {
  constructor() {
    super({
      code: 'list.invalid-cursor',
      status: 400,
      zh: { title: '翻页标记无效', detail: '翻页标记不属于本列表，或已经失效。', next: '请从第一页重新查看。' },
      en: {
        title: 'Invalid cursor',
        detail: 'The cursor does not belong to this list or is no longer valid.',
        next: 'Begin again with the first page.',
      },
    });
  }
}

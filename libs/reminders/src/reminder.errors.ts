import { Refusal } from '@jingzhun/domain/refusal';

export class ReminderNotFound extends Refusal {
  constructor() {
    super({
      code: 'reminder.not-found',
      status: 404,
      zh: { title: '没有找到该提醒', detail: '这一条提醒不是给您的，或事项已经办结。', next: '请刷新提醒列表。' },
      en: {
        title: 'No such reminder',
        detail: 'This reminder is not for you, or the matter is settled.',
        next: 'Load the list of reminders again.',
      },
    });
  }
}

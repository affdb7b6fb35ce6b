import { Refusal } from '@jingzhun/domain/refusal';

export class BenefitHouseholdNotFound extends Refusal {
  constructor() {
    super({
      code: 'benefit.household-not-found',
      status: 404,
      zh: {
        title: '没有找到该户',
        detail: '本辖区户册副本中没有这一户。',
        next: '请按户主姓名或户编号重新查找；外乡镇的农户由所在乡镇查看。',
      },
      en: {
        title: 'No such household',
        detail: 'The copy of the register has no such household in your area.',
        next: 'Look it up by name or number; a household of another township is looked up there.',
      },
    });
  }
}

import { Refusal } from '@jingzhun/domain/refusal';

export class WholeCountyOnly extends Refusal {
  constructor() {
    super({
      code: 'finance.whole-county-only',
      status: 403,
      zh: {
        title: '须由县级账号办理',
        detail: '付款批次和账务属于全县：乡镇、村账号只看得到本辖区的部分，办理后会漏掉其他乡镇。没有任何改动。',
        next: '请转交县级财政部门辖区为全县的人员办理；账号辖区设错的，请系统管理部门改为全县。',
      },
      en: {
        title: 'For accounts of the whole county',
        detail:
          'Batches and books are of the whole county: an account of one township sees a part of them and would leave the rest behind. Nothing was changed.',
        next: 'Hand it to an officer whose area is the county; if the area of this account is wrong, have it corrected.',
      },
    });
  }
}

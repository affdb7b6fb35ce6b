import { Refusal } from '@jingzhun/domain/refusal';

/** Approved together, and some are for households that do not stand in the register any more: named by their place among the chosen. */
export class HouseholdsGone extends Refusal {
  constructor(places: readonly { id: string; place: number }[]) {
    super({
      code: 'finance.household-gone',
      status: 409,
      zh: {
        title: '有农户已不在册',
        detail: `所选事项中有 ${places.length} 件的农户已清退或自然减少，不在册，不能批准。没有任何改动。`,
        next: '请取消勾选所列事项后再批准其余的；所列事项由资金审批人重新决定，填写理由不予通过。户册有误的，请扶贫部门先更正，再办理。',
      },
      en: {
        title: 'Households have left the register',
        detail: `${places.length} of the chosen are for households that were removed from the register or of which nobody is left: they are not approved. Nothing was changed.`,
        next: 'Leave out those named and approve the others; a finance approver decides anew about those named and rejects them with a reason. If the register is wrong, the poverty-alleviation office corrects it first.',
      },
      problems: places.slice(0, 200).map(({ id, place }) => ({
        pointer: `/cases/${id}`,
        code: 'finance.household-gone',
        zh: `第${place}件（按所选次序）：该户已清退或自然减少，不在册。`,
        en: `Number ${place} of the chosen: the household has left the register.`,
      })),
    });
  }
}

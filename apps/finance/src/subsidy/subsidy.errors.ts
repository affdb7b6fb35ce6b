import { kebab, type CheckedNeed } from '@jingzhun/domain/lifecycle';
import { Refusal } from '@jingzhun/domain/refusal';
import {
  NotYourOffice,
  reasonFor,
  ReasonNeeded,
  standsAt,
  StepNotPossible,
  StepNotYet,
  stillMissing,
  takenBy,
  type StepRefusals,
} from '@jingzhun/domain/step-refusal';
import { OFFICES, type OfficeName } from './lifecycle/lifecycle.js';
import { SubsidyStates, type SubsidyState } from './lifecycle/subsidy-state.js';
import type { LeftOutCase } from './left-out.js';

export class SchemeNotFound extends Refusal {
  constructor() {
    super({
      code: 'subsidy.scheme-not-found',
      status: 404,
      zh: { title: '没有这个奖补办法', detail: '没有找到该编码的奖补办法。', next: '请返回奖补办法列表重新选择。' },
      en: { title: 'No such scheme', detail: 'There is no scheme of this code.', next: 'Go back to the list of schemes.' },
    });
  }
}

export class SchemeExists extends Refusal {
  constructor() {
    super({
      code: 'subsidy.scheme-exists',
      status: 409,
      zh: { title: '奖补办法编码已存在', detail: '办法公布后不再修改。', next: '标准有变化的，请以新的编码另立办法。' },
      en: {
        title: 'The code is taken',
        detail: 'A scheme is never changed.',
        next: 'Record changed amounts as another scheme with its own code.',
      },
    });
  }
}

export class SchemeRefused extends Refusal {
  constructor(what: 'cap' | 'product-twice' | 'product-name' | 'evidence-twice' | 'dates') {
    const text = {
      cap: {
        zh: ['补助上限超过县级政策', '每户总额或每批上限高于政策参数。', '请按政策参数填写，或先登记新的政策参数。'],
        en: [
          'Caps above the policy',
          'The cap of a household or of a batch is above the county’s parameter.',
          'Lower it, or record a new parameter first.',
        ],
      },
      'product-twice': {
        zh: ['补助项目重复', '同一项目在项目表中出现两次。', '请合并为一行后再提交。'],
        en: ['A product twice', 'A product appears twice in the table.', 'Make it one row.'],
      },
      'product-name': {
        zh: [
          '项目名称不能写入公示',
          '项目名称要写进公示，只能用 20 个以内的汉字，不带括号、数字和字母。',
          '请改写名称，如“油茶新造”；规格和条件写在备注里。',
        ],
        en: [
          'The name cannot stand in a notice',
          'Names of products are shown on public notices: up to 20 Chinese characters, no brackets, digits or letters.',
          'Rewrite it, for instance “油茶新造”; sizes and conditions belong into the remark.',
        ],
      },
      'evidence-twice': {
        zh: ['材料重复', '同一材料在材料表中出现两次。', '请合并为一行后再提交。'],
        en: ['Evidence twice', 'A kind of evidence appears twice.', 'Make it one row.'],
      },
      dates: {
        zh: ['申请起止日期有误', '截止日期早于开始日期。', '请改正起止日期后再提交。'],
        en: ['The dates do not fit', 'It closes before it opens.', 'Check the dates.'],
      },
    }[what];
    const [zh, en] = [text.zh, text.en] as [[string, string, string], [string, string, string]];
    super({
      code: `subsidy.scheme-${what}`,
      status: 422,
      zh: { title: zh[0], detail: zh[1], next: zh[2] },
      en: { title: en[0], detail: en[1], next: en[2] },
    });
  }
}

export class SubsidyApplicationNotFound extends Refusal {
  constructor() {
    super({
      code: 'subsidy.application-not-found',
      status: 404,
      zh: { title: '没有找到该申请', detail: '本辖区内没有这一件奖补申请。', next: '请返回奖补列表重新选择。' },
      en: { title: 'No such application', detail: 'There is no such application in your area.', next: 'Go back to the list.' },
    });
  }
}

const ASKED = {
  closed: {
    zh: ['现在不受理', '该办法不在申请期内。', '请核对办法的起止日期，选择正在受理的办法。'],
    en: ['Not open', 'The scheme does not take applications today.', 'Choose a scheme that is open.'],
  },
  household: {
    zh: ['不是补助对象', '该户不在本办法的补助范围内。', '请核对该户在册状态和属性；户册有误的，请村里先在户册中提出更正。'],
    en: [
      'Not for this household',
      'The scheme is not for a household of this status or category.',
      'Check the register; correct it first if it is wrong.',
    ],
  },
  product: {
    zh: ['没有这个补助项目', '办法中没有该项目，或该年度阶段没有标准。', '请从办法的项目表中选择。'],
    en: ['No such product', 'The scheme has no rate for this product and stage.', 'Choose one from its table.'],
  },
  onSite: {
    zh: ['验收日期有误', '验收日期晚于今天。', '请填写实际到场的日期。'],
    en: ['The day is not right', 'The day on site lies in the future.', 'Write the day on which you were there.'],
  },
  beforeApplication: {
    zh: [
      '验收日期早于申请日期',
      '填写的到场日期早于这份申请的登记日期。',
      '请核对日期；确在申请前已到场测量的，请在备注中写明原因后再提交。',
    ],
    en: [
      'Measured before it was applied for',
      'The day on site is earlier than the application.',
      'Check the day; if it is right, write in the remark why, and send again.',
    ],
  },
  moreThanAsked: {
    zh: ['测得数量大于申报数量', '现场测得的数量多于农户申报的数量。', '请核对数量和单位；确属实测结果的，请在备注中写明原因后再提交。'],
    en: [
      'More than was asked for',
      'What was measured is more than the household asked for.',
      'Check the quantity and its unit; if it is right, write in the remark why, and send again.',
    ],
  },
  projectParcels: {
    zh: [
      '所选项目中有同一地块',
      '所选产业项目中有两项是同一地块，或与另一份申请的地块重复，一年只能补助一次。本次没有写入。',
      '请刷新后逐项选择提交，找出重复的一项，核实后请产业部门更正验收记录，或由村里单独申请。',
    ],
    en: [
      'Two of these are one parcel',
      'Two of these projects lie on one parcel, or one of them meets another application; a parcel is subsidised once a year. Nothing was written.',
      'Reload and send them one after the other to find it; have industry correct the record, or let the village apply for it alone.',
    ],
  },
  parcel: {
    zh: [
      '该地块（设施）本年度已申请',
      '同一地块一年只能补助一次，不论由哪一户、哪个村、按哪个办法申请，名称怎样书写。',
      '请核对地块名称和所在村；确为另一地块的，请写明以示区别。',
    ],
    en: [
      'The parcel is in another application',
      'A parcel is subsidised once a year, by whatever household, village or scheme, however its name is written.',
      'Check its name and its village; write what tells it apart if it is another one.',
    ],
  },
} as const;

/** What is asked for does not fit the scheme. */
export class ApplicationRefused extends Refusal {
  constructor(what: keyof typeof ASKED) {
    const { zh, en } = ASKED[what];
    super({
      code: `subsidy.${what === 'onSite' ? 'day' : kebab(what)}-refused`,
      status: what === 'parcel' || what === 'projectParcels' ? 409 : 422,
      zh: { title: zh[0], detail: zh[1], next: zh[2] },
      en: { title: en[0], detail: en[1], next: en[2] },
    });
  }
}

export class SubsidyStepNotPossible extends StepNotPossible {
  constructor(state: SubsidyState) {
    super('subsidy', standsAt({ zh: '该申请', en: 'The application' }, SubsidyStates.get(state)));
  }
}

export class NotYourSubsidyStep extends NotYourOffice {
  constructor(office: OfficeName) {
    super('subsidy', takenBy(OFFICES[office]));
  }
}

export class SubsidyStepNotYet extends StepNotYet {
  constructor(missing: readonly CheckedNeed[], pointer = '') {
    const next = { zh: '请按所列各项补齐，须由他人办理的请转交；本次没有写入。', en: 'Complete it first.' };
    super('subsidy', [{ pointer, missing }], stillMissing(missing, next));
  }
}

export class SubsidyReasonNeeded extends ReasonNeeded {
  constructor() {
    super(
      'subsidy',
      reasonFor({
        zh: '退回、不予通过、撤回和更正须写明理由。',
        en: 'A return, a rejection, a withdrawal and a correction need a reason.',
      }),
    );
  }
}

/** How the decision about an application is refused. */
export const SUBSIDY_REFUSALS: StepRefusals<SubsidyState, CheckedNeed, OfficeName> = {
  notPossible: (state) => new SubsidyStepNotPossible(state),
  notYourOffice: (office) => new NotYourSubsidyStep(office),
  notYet: (missing) => new SubsidyStepNotYet(missing),
};

export class NothingToGrant extends Refusal {
  /** @param leftOut what was accepted, or asked for, and is not in a round now */
  constructor(leftOut: readonly LeftOutCase[] = []) {
    super({
      code: 'subsidy.nothing-to-grant',
      status: 409,
      zh: {
        title: '没有待核定的申请',
        detail: '所选申请都不在待核定状态，或者暂不列入。',
        next: leftOut.length > 0 ? '未列入的，请按所列逐件办理后再核定。' : '请在“县级核定”页面刷新后重新选择。',
      },
      en: {
        title: 'Nothing waits',
        detail: 'None of these applications waits for the bureau, or each is left out for now.',
        next: leftOut.length > 0 ? 'Settle what is listed with each, then decide the round.' : 'Reload the list and choose again.',
      },
      problems: leftOut.slice(0, 200).map(({ at, village, productZh, code, why, next, who }) => ({
        pointer: at === undefined ? '' : `/applicationIds/${at}`,
        code: `subsidy.left-out-${kebab(code)}`,
        zh: `${at === undefined ? '' : `第 ${at + 1} 件，`}${village}“${productZh}”：${why.zh}；${next.zh}（${who.zh}）`,
        en: `${at === undefined ? '' : `Number ${at + 1}, `}“${village}”, “${productZh}”: ${why.en}; ${next.en} (${who.en})`,
      })),
    });
  }
}

export class ProjectNotWaiting extends Refusal {
  constructor() {
    super({
      code: 'subsidy.project-not-waiting',
      status: 409,
      zh: {
        title: '该产业项目不能按此申请',
        detail: '该项目不属于所选农户，或已有奖补申请、已到账、已决定不予支付。',
        next: '请在“已验收、尚未申请的产业项目”中重新选择；项目归户有误的，请产业部门更正。',
      },
      en: {
        title: 'The project does not wait',
        detail: 'It is not of this household, or it was applied for, paid or rejected.',
        next: 'Choose again among the accepted projects that nobody has applied for; have industry correct whose it is.',
      },
    });
  }
}

/** One product's reward is not paid for another's acceptance. */
export class ProjectOfOtherProduct extends Refusal {
  constructor(product: string | null, stage: number | null) {
    const zh = `${product ? `“${product}”` : ''}${stage === null ? '' : `第 ${stage} 年`}`;
    const en = [product && `“${product}”`, stage === null ? null : `year ${stage}`].filter(Boolean).join(', ');
    super({
      code: 'subsidy.project-of-other-product',
      status: 409,
      zh: {
        title: '申请内容与验收的产业项目不符',
        detail: `该产业项目验收的是${zh}，与填写的项目或年度不同，本次没有写入。`,
        next: '请按验收的项目和年度填写；申请的确是另一项目的，请撤回已关联该产业项目的申请，另行申请时不要选它；验收有误的，请产业部门更正。',
      },
      en: {
        title: 'Not what was accepted',
        detail: `The accepted project is ${en}: another product or year than the one asked for; nothing was written.`,
        next: 'Ask for what was accepted; for something else, withdraw the application that names the project and apply without it; have industry correct a wrong acceptance.',
      },
    });
  }
}

/** Other grants of the same households, or of the year, were made between the look and the command. */
export class CapsUsedMeanwhile extends Refusal {
  constructor() {
    super({
      code: 'subsidy.caps-used-meanwhile',
      status: 409,
      zh: {
        title: '补助限额刚刚被占用',
        detail: '同时办理的另一批核定已占用了这些农户或本年度的补助限额，本次核定会超出限额。没有任何改动。',
        next: '请刷新页面后重新核定：金额会按剩余限额重新计算。',
      },
      en: {
        title: 'The cap has just been used',
        detail: 'Grants made at the same moment use the cap of these households or of the year; these would pass it. Nothing was changed.',
        next: 'Reload the page and work out the amounts again: they are cut to what is left.',
      },
    });
  }
}

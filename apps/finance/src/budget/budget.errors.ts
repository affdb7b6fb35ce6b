import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { Refusal } from '@jingzhun/domain/refusal';
import type { FundPurpose } from './budget.dto.js';

export class FundNotFound extends Refusal {
  constructor() {
    super({
      code: 'budget.fund-not-found',
      status: 404,
      zh: { title: '没有这项资金', detail: '没有找到该编码的资金。', next: '请在“预算与资金”页面重新选择。' },
      en: { title: 'No such fund', detail: 'There is no fund of this code.', next: 'Go back to the list of funds.' },
    });
  }
}

export class FundExists extends Refusal {
  constructor() {
    super({
      code: 'budget.fund-exists',
      status: 409,
      zh: { title: '资金编码已存在', detail: '每项资金的编码只能使用一次。', next: '请换一个编码；追加资金请在原资金上登记变动。' },
      en: {
        title: 'The code is taken',
        detail: 'A fund code is used once.',
        next: 'Choose another code; record more money as a change of the existing fund.',
      },
    });
  }
}

export class FundWouldFallBelowAllotments extends Refusal {
  constructor() {
    super({
      code: 'budget.fund-too-small',
      status: 409,
      zh: {
        title: '资金不能少于已分配数',
        detail: '调减后，资金总额会少于已经分配到乡镇和村的金额。',
        next: '请先收回部分分配额度，再调减资金。',
      },
      en: {
        title: 'Less than what is allotted',
        detail: 'After this change the fund would be smaller than its allotments.',
        next: 'Take back allotments first.',
      },
    });
  }
}

export class NotEnoughInFund extends Refusal {
  constructor() {
    super({
      code: 'budget.fund-exceeded',
      status: 409,
      zh: { title: '资金不够分配', detail: '分配总额会超过该项资金的总额。', next: '请减少分配金额，或先登记追加资金。' },
      en: {
        title: 'Not enough in the fund',
        detail: 'Allotments would exceed the fund.',
        next: 'Allot less, or record additional money first.',
      },
    });
  }
}

export class AllotmentInUse extends Refusal {
  constructor() {
    super({
      code: 'budget.allotment-in-use',
      status: 409,
      zh: {
        title: '分配额度已被使用',
        detail: '收回后，额度会少于已经承诺支付的金额。',
        next: '请减少收回的金额；确需收回的，先停止相应款项的发放。',
      },
      en: { title: 'The allotment is in use', detail: 'Less would be left than is already committed.', next: 'Take back less.' },
    });
  }
}

export class AllotmentExceeded extends Refusal {
  constructor(leftFen: number, wantedFen: number) {
    const [left, wanted] = [formatYuan(leftFen as Fen), formatYuan(wantedFen as Fen)];
    super({
      code: 'budget.allotment-exceeded',
      status: 409,
      zh: {
        title: '超出分配额度',
        detail: `可用额度还有 ${left} 元，本次需要 ${wanted} 元。`,
        next: '请减少金额，或请县财政局追加该资金在本地的分配额度。',
      },
      en: {
        title: 'More than the allotment holds',
        detail: `${left} yuan are left, ${wanted} are needed.`,
        next: 'Reduce the amount, or have the county raise the allotment.',
      },
    });
  }
}

export class NoAllotment extends Refusal {
  constructor() {
    super({
      code: 'budget.no-allotment',
      status: 409,
      zh: { title: '没有可用的分配额度', detail: '该项资金没有分配到这个地方。', next: '请县财政局先把资金分配到本乡镇或本村。' },
      en: {
        title: 'No allotment',
        detail: 'Nothing of this fund is allotted here.',
        next: 'The county has to allot money of the fund to this place first.',
      },
    });
  }
}

/** The day on which money came or went is known and near the year it is for. */
export class FundDayRefused extends Refusal {
  constructor(why: 'future' | 'early', limit: string) {
    super({
      code: 'budget.day-refused',
      status: 422,
      zh: {
        title: '日期不对',
        detail: why === 'future' ? `所填日期在今天（${limit}）之后。` : `所填日期太早：该年度的资金最早可在 ${limit}（上年提前下达）到账。`,
        next: '请按拨款凭证填写实际到账或拨出的日期。',
      },
      en: {
        title: 'The date is wrong',
        detail:
          why === 'future'
            ? `The date is after today (${limit}).`
            : `The date is too early: money of that year comes on ${limit} at the earliest, handed down in the year before.`,
        next: 'Write the day on which the money came or went, as the voucher has it.',
      },
    });
  }
}

export class OutsideCounty extends Refusal {
  constructor() {
    super({
      code: 'budget.outside-area',
      status: 403,
      zh: { title: '不在辖区内', detail: '只能把资金分配到本辖区内的地方。', next: '请选择本县的乡镇或村。' },
      en: {
        title: 'Outside the area',
        detail: 'Money is allotted within the own area only.',
        next: 'Choose a township or village of the county.',
      },
    });
  }
}

const PURPOSES: Record<FundPurpose, { zh: string; en: string }> = {
  industry: { zh: '产业扶贫', en: 'industry' },
  eCommerce: { zh: '电商扶贫', en: 'e-commerce' },
  organisation: { zh: '工作经费', en: 'organisation' },
  relocation: { zh: '易地搬迁', en: 'relocation' },
  premium: { zh: '代缴保费', en: 'premiums' },
  interestSubsidy: { zh: '贷款贴息', en: 'interest subsidy' },
  riskFund: { zh: '风险缓释基金', en: 'risk fund' },
  other: { zh: '其他（未指定专项用途）', en: 'other (for no purpose of its own)' },
};
const PAID = {
  rewardSubsidy: { zh: '产业奖补', en: 'reward subsidies' },
  relocationSubsidy: { zh: '搬迁补助', en: 'relocation subsidies' },
  premium: { zh: '代缴保费', en: 'premiums' },
  interestSubsidy: { zh: '贷款贴息', en: 'interest subsidies' },
} as const;

/** Earmarked money pays for its purpose (专款专用). */
export class FundOfOtherPurpose extends Refusal {
  constructor(benefit: keyof typeof PAID, purpose: FundPurpose, may: readonly FundPurpose[]) {
    const list = (language: 'zh' | 'en'): string => may.map((one) => PURPOSES[one][language]).join(language === 'zh' ? '、' : ', ');
    super({
      code: 'budget.fund-other-purpose',
      status: 409,
      zh: {
        title: '专款专用：这项资金不能支付这类款项',
        detail: `所选资金的用途是“${PURPOSES[purpose].zh}”。按现行政策参数，${PAID[benefit].zh}只能从这些用途的资金支付：${list('zh')}。没有任何改动。`,
        next: `请改选用途相符的资金；已填报的，请退回后重选资金。文件允许的，由县级先在“政策参数”中按文件更新“可支付${PAID[benefit].zh}的资金用途”。`,
      },
      en: {
        title: 'The money of this fund is for another purpose',
        detail: `The purpose of the fund is ${PURPOSES[purpose].en}. By the policy in force ${PAID[benefit].en} are paid from: ${list('en')}. Nothing was changed.`,
        next: 'Choose a fund of that purpose; what was entered already is returned and proposed again. Where a document allows it, the county records it in the policy parameters first.',
      },
    });
  }
}

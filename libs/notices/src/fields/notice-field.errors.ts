import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';
import type { FieldKind } from './field-kinds.js';

const text = (title: string, detail: string, next: string): RefusalText => ({ title, detail, next });

const NAMES = {
  minor: {
    zh: text(
      '未成年人姓名不能公示',
      '公示日该人未满十八周岁。',
      '请改为公示成年户主；户主未成年的，公示上以“未成年人（姓名不公开）”表示。',
    ),
    en: text(
      'A minor is not named',
      'The person is under eighteen on the day of the notice.',
      'Name an adult head; where the head is a minor the notice says so without the name.',
    ),
  },
  'age-unknown': {
    zh: text('出生日期不明，不能公示姓名', '无法确认该人是否成年。', '请先在档案中补齐出生日期，再生成公示。'),
    en: text(
      'Date of birth unknown',
      'It cannot be told whether the person is of age.',
      'Complete the date of birth in the register, then compose the notice again.',
    ),
  },
  'not-a-name': {
    zh: text('姓名栏内容不能公示', '姓名栏里有数字、括号、备注等姓名以外的内容。', '请先更正档案中的姓名，再生成公示。'),
    en: text(
      'Not a name',
      'The name holds digits, brackets or a remark.',
      'Correct the name in the register, then compose the notice again.',
    ),
  },
} as const;

export class NameNotPublishable extends Refusal {
  constructor(readonly reason: keyof typeof NAMES) {
    super({ code: `notice.name-${reason}`, status: 422, ...NAMES[reason] });
  }
}

const LABELS: Record<FieldKind, { zh: string; en: string }> = {
  publicName: { zh: '姓名', en: 'name' },
  groupName: { zh: '村民小组', en: 'group' },
  headCount: { zh: '人数', en: 'head count' },
  householdCount: { zh: '户数', en: 'number of households' },
  decision: { zh: '结果', en: 'result' },
  proceedingDate: { zh: '日期', en: 'date' },
  votes: { zh: '表决情况', en: 'votes' },
  itemName: { zh: '补助项目', en: 'what is subsidised' },
  quantity: { zh: '数量', en: 'quantity' },
  money: { zh: '金额', en: 'amount' },
};

/** Says which kind of field it was, never what was in it. */
export class NotPublishable extends Refusal {
  constructor(kind: FieldKind) {
    super({
      code: 'notice.field-refused',
      status: 422,
      zh: text('这一项不能写入公示', `“${LABELS[kind].zh}”的内容不符合公示要求。`, '请核对该项内容后重新生成公示。'),
      en: text(
        'This cannot stand on a notice',
        `The value for ${LABELS[kind].en} is not one that may be published.`,
        'Check it and compose the notice again.',
      ),
    });
  }
}

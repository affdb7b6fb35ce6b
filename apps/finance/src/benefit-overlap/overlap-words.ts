import { POLICY_KEYS, type PolicyKey } from '@jingzhun/policy';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { OutsideKinds } from '../outside-benefit/outside-kinds.js';
import type { OverlapFinding } from './overlap.dto.js';
import type { Overlap, OverlapKind, OverlapRule } from './overlap.rules.js';

const KINDS: Readonly<Partial<Record<OverlapKind, readonly [string, string]>>> = {
  rewardSubsidy: ['产业奖补', 'reward subsidy'],
  relocationSubsidy: ['搬迁补助', 'relocation subsidy'],
  premium: ['代缴保费', 'premium'],
  interestSubsidy: ['贷款贴息', 'interest subsidy'],
  ...Object.fromEntries(OutsideKinds.entries.map(({ code, zh, en }) => [code, [zh, en]])),
};

export const ruleName = (code: string): OverlapFinding['name'] => {
  const { zh, en } = POLICY_KEYS[code as PolicyKey];
  return { zh, en };
};

/** What the approver is to do about it. */
export function nextFor({ effect, limit }: Pick<OverlapRule, 'effect' | 'limit'>): OverlapFinding['next'] {
  if (effect === 'warn')
    return limit === 'cap'
      ? {
          zh: '请核对合计是否符合文件（如按人补助的户）；符合的填写理由后批准，超出的退回核减。',
          en: 'See whether the documents allow the sum (such as money by person); if so give the reason and approve, else send it back.',
        }
      : {
          zh: '请向经办人核实是否为同一事项；不重复的填写理由后批准，重复的退回。',
          en: 'Ask the office whether it is the same thing; give the reason and approve if not, send it back if so.',
        };
  return limit === 'cap'
    ? { zh: '请退回本次的一笔，由经办人核减到上限以内再报。', en: 'Send one of them back to be reduced to what the cap leaves.' }
    : {
        zh: '请退回本次的一笔；已发放的一笔有误的，先办理追回。',
        en: 'Send this one back; if the other was paid wrongly, take it back first.',
      };
}

/** Where another office has paid already, and nothing of it is finance's to approve. */
export const NEXT_WHEN_TOLD: OverlapFinding['next'] = {
  zh: '请与发放单位核实；属实的，财政已发放的一笔按规定追回，还没发放的不予支付。',
  en: 'Ask the office that paid; if it is so, take back what finance has paid, or do not pay what it has not.',
};

/** Without a name or number of anybody: it may be copied into a message. */
export function problemOf({ rule, overFen, benefits }: Overlap, kinds: ReadonlyMap<string, OverlapKind>, pointer: string): RefusalProblem {
  const { zh, en } = ruleName(rule);
  const [first, second] = benefits.map((id) => KINDS[kinds.get(id) ?? 'rewardSubsidy'] ?? ['', '']) as [
    readonly [string, string],
    readonly [string, string],
  ];
  const over = formatYuan(overFen as Fen);
  return {
    pointer,
    code: 'benefit-overlap.found',
    zh:
      overFen > 0
        ? `${zh}：该户 ${benefits.length} 笔${first[0]}合计超出 ${over} 元。`
        : `${zh}：该户有一笔${first[0]}与一笔${second[0]}重复。`,
    en:
      overFen > 0
        ? `${en}: ${benefits.length} benefits of the household pass the cap by ${over} yuan.`
        : `${en}: a ${first[1]} and a ${second[1]} of the household overlap.`,
  };
}

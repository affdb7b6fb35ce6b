import { OutsideKinds, type OutsideKind } from '../outside-benefit/outside-kinds.js';
import type { BenefitItem, HouseholdBenefits } from './benefit.dto.js';

type Words = readonly [string, string];

const OUTSIDE = Object.fromEntries(OutsideKinds.entries.map(({ code, zh, en }) => [code, [zh, en] as Words])) as Record<OutsideKind, Words>;

export const BENEFIT_WORDS: Readonly<Record<BenefitItem['benefit'], Words>> = {
  rewardSubsidy: ['产业奖补', 'Reward subsidy'],
  relocationSubsidy: ['搬迁补助', 'Relocation subsidy'],
  premium: ['代缴保费', 'Premium'],
  interestSubsidy: ['贷款贴息', 'Interest subsidy'],
  other: ['其他', 'Other'],
  project: ['产业项目验收', 'Accepted project'],
  loan: ['扶贫贷款', 'Loan'],
  ...OUTSIDE,
};

export const STATE_WORDS: Readonly<Record<BenefitItem['state'], Words>> = {
  paid: ['已到账', 'credited'],
  onItsWay: ['发放中', 'on its way'],
  owed: ['已批准，待发放', 'approved'],
  applied: ['办理中', 'in hand'],
  told: ['已报，待批', 'told'],
  returned: ['银行退回', 'returned by the bank'],
  takenBack: ['已追回', 'taken back'],
  ended: ['未支付', 'not paid'],
  drawn: ['放款', 'paid out'],
  repaid: ['还款', 'repaid'],
  late: ['转为逾期', 'fell late'],
  caughtUp: ['逾期已补足', 'caught up'],
  compensated: ['基金代偿', 'paid by the fund'],
  recovered: ['追回代偿', 'recovered'],
  writtenOff: ['核销', 'written off'],
  elsewhere: ['他单位已发放', 'paid by another office'],
  replaced: ['已由更正名单取代', 'replaced by a later list'],
  retracted: ['已撤回', 'withdrawn'],
};

export const SOURCE_WORDS: Readonly<Record<HouseholdBenefits['sources'][number]['kind'], Words>> = {
  relocation: ['搬迁部门', 'Relocation'],
  premium: ['医保部门', 'Medical'],
  project: ['产业部门', 'Industry'],
  ...OUTSIDE,
};

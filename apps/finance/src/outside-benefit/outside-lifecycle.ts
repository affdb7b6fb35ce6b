import type { Permission } from '@jingzhun/auth';
import { codeList, type CodeOf } from '@jingzhun/domain/code-list';
import { decideWay, type Actor, type CheckedNeed, type Office, type Way, type Words } from '@jingzhun/domain/lifecycle';

export const OutsideListStates = codeList('他单位名单状态', "state of another office's list", [
  { code: 'proposed', zh: '待复核', en: 'waits for release' },
  { code: 'released', zh: '已采用', en: 'released' },
  { code: 'rejected', zh: '未采用', en: 'rejected' },
  { code: 'withdrawing', zh: '申请撤回，待复核', en: 'withdrawal asked for' },
  { code: 'withdrawn', zh: '已撤回', en: 'withdrawn' },
  { code: 'superseded', zh: '已由更正名单取代', en: 'replaced by a later list' },
]);
export type OutsideListState = CodeOf<typeof OutsideListStates>;
export const OUTSIDE_STEPS = ['release', 'reject', 'askWithdrawal', 'withdraw', 'keep'] as const;
export type OutsideStep = (typeof OUTSIDE_STEPS)[number];

const OFFICES = {
  clerk: { permission: 'claim.write', levels: ['county'], zh: '县级经办人员', en: 'county officer' },
  checker: { permission: 'payment.approve', levels: ['county'], zh: '资金审批人', en: 'finance approver' },
} as const satisfies Record<string, Office<Permission>>;
export type OutsideOffice = keyof typeof OFFICES;
export const officeOf = (office: OutsideOffice): Words => OFFICES[office];

export interface OutsideFacts {
  readonly enteredBy: string;
  readonly withdrawalAskedBy: string | null;
  /** Of a correction: the list it replaces still stands. */
  readonly replacesStanding: boolean;
}

const NEEDS = {
  notEnterer: { zh: '不能由录入人本人复核', en: 'Not by the person who entered it' },
  notAsker: { zh: '不能由申请撤回的本人复核', en: 'Not by the person who asked for the withdrawal' },
  replacesStanding: { zh: '要更正的名单已撤回或正在撤回', en: 'The list it corrects is withdrawn, or about to be' },
} as const satisfies Record<string, Words>;
type NeedName = keyof typeof NEEDS;
type OutsideWay = Way<OutsideStep, OutsideListState, OutsideOffice, NeedName>;

/** Every way a list can go but one: a correction that is released replaces the list it corrects. The trigger knows the same pairs. */
export const OUTSIDE_WAYS: readonly OutsideWay[] = [
  { step: 'release', from: 'proposed', to: 'released', office: 'checker', needs: ['notEnterer', 'replacesStanding'], reason: 'none' },
  { step: 'reject', from: 'proposed', to: 'rejected', office: 'checker', needs: ['notEnterer'], reason: 'needed' },
  { step: 'askWithdrawal', from: 'released', to: 'withdrawing', office: 'clerk', needs: [], reason: 'needed' },
  { step: 'withdraw', from: 'withdrawing', to: 'withdrawn', office: 'checker', needs: ['notAsker'], reason: 'none' },
  { step: 'keep', from: 'withdrawing', to: 'released', office: 'checker', needs: ['notAsker'], reason: 'needed' },
];

/** @throws NotPossible */
export function decideOutside(step: OutsideStep, state: OutsideListState, facts: OutsideFacts, actor: Actor<Permission>): OutsideWay {
  const met: Record<NeedName, boolean> = {
    notEnterer: actor.accountId !== facts.enteredBy,
    notAsker: actor.accountId !== facts.withdrawalAskedBy,
    replacesStanding: facts.replacesStanding,
  };
  const check = (needs: readonly NeedName[]): CheckedNeed[] => needs.map((name) => ({ code: name, met: met[name], ...NEEDS[name] }));
  const candidates = OUTSIDE_WAYS.filter((one) => one.step === step && one.from === state);
  return decideWay(OFFICES, candidates, ({ needs }) => check(needs), actor);
}

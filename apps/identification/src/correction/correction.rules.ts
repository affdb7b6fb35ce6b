import type { IdNumber } from '@jingzhun/domain/id-number';
import type { NetIncome } from '@jingzhun/domain/net-income';
import type { YearIncome } from '../household/income-items.js';
import type { HouseholdState, MemberState } from '../household/household-state.js';
import type { CategoryChanges, CauseChanges, GroupChanges, IdentityChanges, LivingChanges, MembersChanges } from './correction.dto.js';
import { IdentityContradicts, MembersDoNotFit, NotAMember } from './correction.errors.js';

/** What a page may show of a number, and a part of its index, which tells whether it is still the same. */
export interface ShownNumber {
  masked: string;
  mark: string;
}

/** The household as it would be; pure, so that the comparison is shown before anybody decides. */
export const withCauses = (state: HouseholdState, { mainCause, secondaryCauses }: CauseChanges): HouseholdState => ({
  ...state,
  mainCause,
  secondaryCauses,
});

export const withCategory = (state: HouseholdState, { category }: CategoryChanges): HouseholdState => ({ ...state, category });

export const withLiving = (state: HouseholdState, { living }: LivingChanges): HouseholdState => ({ ...state, living });

export const withGroup = (state: HouseholdState, { groupName }: GroupChanges): HouseholdState => ({ ...state, groupName });

export const withBank = (state: HouseholdState, bankName: string | null, account: ShownNumber | null): HouseholdState => ({
  ...state,
  bankName,
  bankAccountMasked: account?.masked ?? null,
  bankMark: account?.mark ?? null,
});

export function withIncome(
  state: HouseholdState,
  { year, ...given }: YearIncome,
  { transfer, net, netPerPerson }: NetIncome,
  at: Date,
): HouseholdState {
  const income = {
    ...given,
    revision: (state.incomes[year]?.revision ?? 0) + 1,
    transferFen: transfer,
    netFen: net,
    netPerPersonFen: netPerPerson,
    recordedAt: at.toISOString(),
  };
  return { ...state, incomes: { ...state.incomes, [year]: income } };
}

/** @throws NotAMember, IdentityContradicts */
export function withIdentity(
  state: HouseholdState,
  changes: IdentityChanges,
  number: { value: IdNumber; shown: ShownNumber } | undefined,
): HouseholdState {
  const member = state.members[changes.personId];
  if (!member) throw new NotAMember('/changes/personId');
  const derived = number?.value ?? { birthDate: member.birthDate, sex: member.sex };
  if (number) {
    if (changes.birthDate !== undefined && changes.birthDate !== derived.birthDate) throw new IdentityContradicts('/changes/birthDate');
    if (changes.sex !== undefined && changes.sex !== derived.sex) throw new IdentityContradicts('/changes/sex');
  }
  const next: MemberState = {
    ...member,
    name: changes.name ?? member.name,
    sex: number ? derived.sex : (changes.sex ?? member.sex),
    birthDate: number ? derived.birthDate : (changes.birthDate ?? member.birthDate),
    ...(number ? { idNumberMasked: number.shown.masked, idMark: number.shown.mark, documentKind: number.value.kind } : {}),
  };
  const headName = state.headPersonId === changes.personId ? next.name : state.headName;
  return { ...state, headName, members: { ...state.members, [changes.personId]: next } };
}

export interface JoiningMember {
  /** Id the person has or will have; a placeholder while it is only proposed. */
  personId: string;
  number: IdNumber;
  shown: ShownNumber;
}

/**
 * @param joining one for each of `changes.add`, in their order
 * @throws NotAMember, MembersDoNotFit
 */
export function withMembers(
  state: HouseholdState,
  changes: MembersChanges,
  joining: readonly JoiningMember[],
  validFrom: string,
): HouseholdState {
  assertNobodyTwice(changes, joining);
  const members = { ...state.members };
  for (const [i, { personId }] of changes.remove.entries()) {
    const leaving = members[personId];
    if (!leaving) throw new NotAMember(`/changes/remove/${i}/personId`);
    if (validFrom < leaving.validFrom) throw new MembersDoNotFit('left-before-joining');
    delete members[personId];
  }
  for (const [i, { personId, relation }] of changes.relation.entries()) {
    const member = members[personId];
    if (!member) throw new NotAMember(`/changes/relation/${i}/personId`);
    members[personId] = { ...member, relation };
  }
  for (const [i, { personId, facts }] of changes.facts.entries()) {
    const member = members[personId];
    if (!member) throw new NotAMember(`/changes/facts/${i}/personId`);
    members[personId] = { ...member, facts };
  }
  for (const [i, { personId, number, shown }] of joining.entries()) {
    const given = changes.add[i];
    if (!given) throw new Error('a joining member without its entry');
    members[personId] = {
      name: given.name,
      sex: number.sex,
      birthDate: number.birthDate,
      documentKind: number.kind,
      idNumberMasked: shown.masked,
      idMark: shown.mark,
      ethnicity: given.ethnicity ?? null,
      relation: given.relation,
      validFrom,
      facts: given.facts,
    };
  }
  return headed({ ...state, members, memberCount: Object.keys(members).length });
}

function assertNobodyTwice(changes: MembersChanges, joining: readonly JoiningMember[]): void {
  const once = (ids: string[]): boolean => new Set(ids).size === ids.length;
  const ok =
    once([...changes.remove, ...changes.relation].map(({ personId }) => personId)) &&
    once([...changes.remove, ...changes.facts].map(({ personId }) => personId)) &&
    once(joining.map(({ number }) => number.idNumber18));
  if (!ok) throw new MembersDoNotFit('twice');
}

function headed(state: HouseholdState): HouseholdState {
  if (state.memberCount === 0) throw new MembersDoNotFit('nobody-left');
  const heads = Object.entries(state.members).filter(([, { relation }]) => relation === '01');
  const [head] = heads;
  if (heads.length !== 1 || !head) throw new MembersDoNotFit('head');
  return { ...state, headPersonId: head[0], headName: head[1].name };
}

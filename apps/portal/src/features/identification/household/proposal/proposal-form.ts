import type { CorrectionChanges, CorrectionKind } from '../../../../api/identification/corrections.js';
import type { Household } from '../../../../api/identification/households.js';
import { incomeChange, type IncomeEntries } from './income-entries.js';

/** What the form holds; one branch per kind, so that switching kinds loses nothing. */
export interface ProposalForm {
  kind: CorrectionKind;
  identity?: { personId?: string; name?: string; idNumber?: string };
  members?: {
    current?: Record<string, { relation?: string; leaving?: string }>;
    add?: { name: string; idNumber: string; relation: string; manner: string }[];
  };
  income?: IncomeEntries;
  cause?: { mainCause?: string; secondaryCauses?: string[] };
  category?: { category?: string };
  living?: Record<string, unknown>;
  bank?: { bankName?: string; account?: string; isClosed?: boolean };
  group?: { groupName?: string };
  reason: string;
  validFrom: string;
  sourceDocument?: string;
}

/** Only what differs from the record is proposed; undefined: nothing differs. */
export function changesOf(form: ProposalForm, household: Household): CorrectionChanges | undefined {
  switch (form.kind) {
    case 'identity':
      return identityChanges(form, household);
    case 'members':
      return memberChanges(form, household);
    case 'income':
      return form.income ? { kind: 'income', changes: incomeChange(form.income) } : undefined;
    case 'cause': {
      const { mainCause, secondaryCauses = [] } = form.cause ?? {};
      const isSame =
        mainCause === household.mainCause && [...secondaryCauses].sort().join() === [...household.secondaryCauses].sort().join();
      return mainCause && !isSame ? { kind: 'cause', changes: { mainCause, secondaryCauses } } : undefined;
    }
    case 'category': {
      const category = form.category?.category;
      return category && category !== household.category ? { kind: 'category', changes: { category } } : undefined;
    }
    case 'living': {
      const living = stated(form.living);
      return sameFacts(living, stated(household.living)) ? undefined : { kind: 'living', changes: { living } };
    }
    case 'bank': {
      const { bankName, account, isClosed } = form.bank ?? {};
      if (isClosed) return household.bankAccountMasked ? { kind: 'bank', changes: { bankName: null, account: null } } : undefined;
      const number = account?.replace(/\s/g, '');
      return bankName?.trim() && number ? { kind: 'bank', changes: { bankName: bankName.trim(), account: number } } : undefined;
    }
    case 'group': {
      const groupName = form.group?.groupName?.trim() || null;
      return groupName === household.groupName ? undefined : { kind: 'group', changes: { groupName } };
    }
  }
}

/** What was cleared in a form is not stated any more. */
const stated = (living: object = {}): Household['living'] =>
  Object.fromEntries(Object.entries(living).filter(([, value]) => value !== undefined && value !== null && value !== ''));

const sameFacts = (a: object, b: object): boolean => {
  const text = (facts: object): string => JSON.stringify(Object.entries(facts).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
};

function identityChanges({ identity }: ProposalForm, household: Household): CorrectionChanges | undefined {
  const member = household.members.find((candidate) => candidate.personId === identity?.personId);
  if (!member) return undefined;
  const name = identity?.name?.trim();
  const idNumber = identity?.idNumber?.replace(/\s/g, '');
  const changes = { ...(name && name !== member.name ? { name } : {}), ...(idNumber ? { idNumber } : {}) };
  return Object.keys(changes).length > 0 ? { kind: 'identity', changes: { personId: member.personId, ...changes } } : undefined;
}

function memberChanges({ members }: ProposalForm, household: Household): CorrectionChanges | undefined {
  const current = household.members.map((member) => ({ member, entry: members?.current?.[member.personId] }));
  const remove = current.flatMap(({ member, entry }) => (entry?.leaving ? [{ personId: member.personId, manner: entry.leaving }] : []));
  const relation = current.flatMap(({ member, entry }) =>
    entry?.relation && !entry.leaving && entry.relation !== member.relation
      ? [{ personId: member.personId, relation: entry.relation }]
      : [],
  );
  const add = (members?.add ?? []).map((person) => ({ ...person, name: person.name.trim(), idNumber: person.idNumber.replace(/\s/g, '') }));
  if (remove.length + relation.length + add.length === 0) return undefined;
  return {
    kind: 'members',
    changes: { ...(add.length ? { add } : {}), ...(remove.length ? { remove } : {}), ...(relation.length ? { relation } : {}) },
  };
}

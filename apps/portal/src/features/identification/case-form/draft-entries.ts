import type { Case, WrittenContent } from '../../../api/identification/applications.js';
import { newKey } from '../../../api/new-key.js';

type Facts = Readonly<Record<string, unknown>>;

export interface MemberEntry {
  /** Names the row while it is edited; the server knows positions only. */
  readonly row: string;
  readonly name?: string;
  readonly idNumber?: string;
  readonly relation?: string;
  readonly ethnicity?: string;
  readonly facts?: Facts;
}

export interface IncomeEntry {
  readonly year?: number | null;
  readonly wageFen?: number | null;
  readonly businessFen?: number | null;
  readonly propertyFen?: number | null;
  readonly businessExpenseFen?: number | null;
  readonly items?: Readonly<Record<string, number | null>>;
}

/** What stands in the form of a registration. */
export interface DraftEntries {
  readonly villageCode?: string;
  readonly groupName?: string;
  readonly address?: string;
  readonly phone?: string;
  readonly bankName?: string;
  readonly bankAccount?: string;
  readonly category?: string;
  readonly mainCause?: string;
  readonly secondaryCauses?: readonly string[];
  readonly statement?: string;
  readonly living?: Facts;
  readonly incomes?: readonly IncomeEntry[];
  readonly members?: readonly MemberEntry[];
  readonly declared?: Facts;
}

/** Numbers the server holds and pages show masked. */
export interface StoredNumbers {
  readonly phone: string | null;
  readonly bankAccount: string | null;
  /** Row of the form → position and mask of the stored number. */
  readonly members: ReadonlyMap<string, { readonly position: number; readonly masked: string }>;
}

export const nothingStored: StoredNumbers = { phone: null, bankAccount: null, members: new Map() };

export const emptyMember = (relation?: string): MemberEntry => ({ row: newKey(), ...(relation ? { relation } : {}), facts: {} });

/** A stored draft as entries; its numbers stay on the server. */
export function entriesOf(record: Case): { entries: DraftEntries; stored: StoredNumbers } {
  const content = record.content as Facts & DraftEntries;
  const text = (key: string) => (typeof content[key] === 'string' ? { [key]: content[key] } : {});
  const members = record.members.map((member): [MemberEntry, { position: number; masked: string }] => [
    {
      row: newKey(),
      name: member.name,
      ...(member.relation ? { relation: member.relation } : {}),
      ...(member.ethnicity ? { ethnicity: member.ethnicity } : {}),
      facts: member.facts,
    },
    { position: member.position, masked: member.idNumberMasked },
  ]);
  return {
    entries: {
      villageCode: record.villageCode,
      ...text('groupName'),
      ...text('address'),
      ...text('bankName'),
      ...text('category'),
      ...text('mainCause'),
      ...text('statement'),
      secondaryCauses: content.secondaryCauses ?? [],
      living: content.living ?? {},
      declared: content.declared ?? {},
      incomes: content.incomes?.length ? content.incomes : [{}],
      members: members.map(([entry]) => entry),
    },
    stored: {
      phone: maskOf(record.content['phoneMasked']),
      bankAccount: maskOf(record.content['bankAccountMasked']),
      members: new Map(members.flatMap(([{ row }, kept]) => (kept.masked ? [[row, kept] as const] : []))),
    },
  };
}

const maskOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Entries as the server takes them: nothing empty is sent, and of each number either what was typed or that it stays. */
export function contentOf(entries: DraftEntries, stored: StoredNumbers): Required<Pick<WrittenContent, 'content' | 'keep'>> {
  const members = entries.members ?? [];
  const typed = (text: string | undefined) => (text?.trim() ? text.trim() : undefined);
  const content = {
    kind: 'registration',
    ...given({
      groupName: typed(entries.groupName),
      address: typed(entries.address),
      phone: typed(entries.phone),
      bankName: typed(entries.bankName),
      bankAccount: typed(entries.bankAccount),
      category: entries.category,
      mainCause: entries.mainCause,
      statement: typed(entries.statement),
    }),
    secondaryCauses: entries.secondaryCauses ?? [],
    living: given(entries.living ?? {}),
    declared: given(entries.declared ?? {}),
    incomes: (entries.incomes ?? []).filter((income) => Object.keys(given(income)).length > 0).map(incomeOf),
    members: members.map((member) => ({
      ...given({ name: typed(member.name), idNumber: typed(member.idNumber), relation: member.relation, ethnicity: member.ethnicity }),
      facts: given(member.facts ?? {}),
    })),
  };
  return {
    content,
    keep: {
      phone: !typed(entries.phone) && stored.phone !== null,
      bankAccount: !typed(entries.bankAccount) && stored.bankAccount !== null,
      idNumbers: members.map((member) => (typed(member.idNumber) ? null : (stored.members.get(member.row)?.position ?? null))),
    },
  };
}

/** An amount left empty in a year that is there is nothing earned. */
function incomeOf(income: IncomeEntry): Facts {
  return {
    ...given({ year: income.year }),
    wageFen: income.wageFen ?? 0,
    businessFen: income.businessFen ?? 0,
    propertyFen: income.propertyFen ?? 0,
    businessExpenseFen: income.businessExpenseFen ?? 0,
    items: given(income.items ?? {}),
  };
}

function given(parts: object): Facts {
  return Object.fromEntries(
    Object.entries(parts as Facts).filter(([, value]) => {
      if (value === undefined || value === null || value === '') return false;
      return !(Array.isArray(value) && value.length === 0);
    }),
  );
}

/** After a save the stored order is the order of the form: what was typed or kept there can be kept from there. */
export function storedAfter(entries: DraftEntries, answered: Case): StoredNumbers {
  const rows = entries.members ?? [];
  return {
    phone: maskOf(answered.content['phoneMasked']),
    bankAccount: maskOf(answered.content['bankAccountMasked']),
    members: new Map(
      answered.members.flatMap(({ position, idNumberMasked }) => {
        const row = rows[position]?.row;
        return row && idNumberMasked ? [[row, { position, masked: idNumberMasked }] as const] : [];
      }),
    ),
  };
}

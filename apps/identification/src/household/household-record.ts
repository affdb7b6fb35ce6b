import { type Handle, run } from '@jingzhun/persistence';
import type { HouseholdRecord, MemberRecord } from './household-digest.js';
import type { SealedNumbers } from './sealed-numbers.js';

interface Row extends Omit<HouseholdRecord, 'phone' | 'bankAccount' | 'members'> {
  phone_cipher: Buffer | null;
  bank_cipher: Buffer | null;
}

interface MemberRow extends Omit<MemberRecord, 'idNumber18'> {
  id: string;
  id_cipher: Buffer;
}

/** A stored household as a register file would say it, numbers opened; what the digest is made of. Never leaves the service. */
export async function readHouseholdRecord(handle: Handle, numbers: SealedNumbers, householdId: string): Promise<HouseholdRecord> {
  const [household] = await run<Row>(
    handle,
    `select h.number, h.village_code as "villageCode", h.registered_on::text as "registeredOn", h.group_name as "groupName", h.category, h.main_cause as "mainCause",
       to_jsonb(h.secondary_causes) as "secondaryCauses", h.standard, h.address, h.bank_name as "bankName", h.living, h.phone_cipher, h.bank_cipher,
       (select jsonb_build_object('year', i.year, 'wageFen', i.wage_fen, 'businessFen', i.business_fen, 'propertyFen', i.property_fen,
          'businessExpenseFen', i.business_expense_fen, 'items', i.items)
        from household_income i where i.household_id = h.id order by i.year desc, i.revision desc limit 1) as income
     from household h where h.id = $1::uuid`,
    [householdId],
  );
  if (!household) throw new Error('a household that is being changed is gone');
  const members = await run<MemberRow>(
    handle,
    `select p.id, p.name, p.id_cipher, m.relation, p.ethnicity, m.facts
     from member m join person p on p.id = m.person_id where m.household_id = $1::uuid and m.valid_to is null`,
    [householdId],
  );
  const { phone_cipher: phone, bank_cipher: account, ...plain } = household;
  return {
    ...plain,
    income: plain.income,
    phone: phone && numbers.open('phone', householdId, phone),
    bankAccount: account && numbers.open('bankAccount', householdId, account),
    members: members.map(({ id, id_cipher, ...member }) => ({ ...member, idNumber18: numbers.open('idNumber', id, id_cipher) })),
  };
}

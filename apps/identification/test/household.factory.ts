import { checkCharacter, parseIdNumber, type IdNumber } from '@jingzhun/domain/id-number';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { newId, systemSession } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { digestOfHousehold } from '../src/household/household-digest.js';
import { recordHistory } from '../src/household/household-history.js';
import { readHouseholdRecord } from '../src/household/household-record.js';
import type { MemberFacts } from '../src/household/member-facts.js';
import { publishHouseholds } from '../src/household/published-household.js';
import { SealedNumbers } from '../src/household/sealed-numbers.js';
import type { Identification } from './service.js';

let sequence = 0;

/** A number with the unallocated place 360799: the check character is right, nobody owns it. */
export function syntheticId(birthDate: string, sex: 'male' | 'female'): string {
  sequence += 1;
  const serial = (sequence * 2 + (sex === 'male' ? 1 : 0)) % 1000;
  const first17 = `360799${birthDate.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
  return first17 + checkCharacter(first17);
}

export interface MemberParts {
  name: string;
  idNumber?: string;
  birthDate?: string;
  sex?: 'male' | 'female';
  relation?: string;
  facts?: MemberFacts;
}

export interface HouseholdParts {
  villageCode?: string;
  number?: string;
  category?: string;
  status?: string;
  mainCause?: string;
  registeredOn?: string;
  phone?: string | null;
  bankAccount?: string | null;
  living?: object;
  members?: MemberParts[];
  income?: {
    year: number;
    wageFen: number;
    transferFen?: number;
    businessFen?: number;
    businessExpenseFen?: number;
    items?: object;
  } | null;
}

export interface MadeHousehold {
  id: string;
  number: string;
  villageCode: string;
  members: { personId: string; name: string; idNumber: string }[];
}

const DEFAULT_MEMBERS: MemberParts[] = [
  {
    name: '刘大山',
    birthDate: '1960-03-02',
    sex: 'male',
    relation: '01',
    facts: { education: '02', health: ['02'], labour: '01', residentMedical: true },
  },
  {
    name: '钟秀英',
    birthDate: '1963-08-11',
    sex: 'female',
    relation: '02',
    facts: { education: '02', health: ['01'], labour: '01', residentMedical: true },
  },
];

/** Registers a household as a released import would: rows, history, event. */
export async function registerHousehold(service: Identification, parts: HouseholdParts = {}): Promise<MadeHousehold> {
  const numbers = service.app.get(SealedNumbers, { strict: false });
  const vault = service.app.get(Vault, { strict: false });
  const id = newId(service.clock);
  const villageCode = parts.villageCode ?? '360781102208';
  const number = parts.number ?? `${villageCode}${String((sequence += 1)).padStart(5, '0')}`;
  const registeredOn = parts.registeredOn ?? '2014-12-01';
  const at = service.clock.now();
  const members = (parts.members ?? DEFAULT_MEMBERS).map((member, i) => {
    const idNumber = member.idNumber ?? syntheticId(member.birthDate ?? '1970-01-01', member.sex ?? 'male');
    return { ...member, personId: newId(service.clock), relation: member.relation ?? (i === 0 ? '01' : '03'), parsed: parsedId(idNumber) };
  });
  const head = members.find(({ relation }) => relation === '01');
  if (!head) throw new Error('a household of a test needs a head');
  await service.db.connection(systemSession('import'), async (client) => {
    for (const { personId, name, parsed } of members) {
      const sealed = numbers.identity(personId, parsed);
      await client.query(
        `insert into person (id, name, sex, birth_date, document_kind, id_cipher, id_index, id_masked, id_given_cipher, match_key, ethnicity)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '01')`,
        [
          personId,
          name,
          parsed.sex,
          parsed.birthDate,
          sealed.documentKind,
          sealed.idCipher,
          sealed.idIndex,
          sealed.idMasked,
          sealed.idGivenCipher,
          sealed.matchKey,
        ],
      );
    }
    const phone = parts.phone === null ? null : numbers.phone(id, parts.phone ?? `1990000${String(sequence).padStart(4, '0')}`);
    const bank = parts.bankAccount ? numbers.bankAccount(id, parts.bankAccount) : null;
    await client.query(
      `insert into household (id, number, village_code, group_name, status, category, main_cause, standard, registered_on, head_person_id, head_name,
         member_count, address, phone_cipher, phone_index, phone_masked, bank_cipher, bank_index, bank_masked, living, digest, changed_at)
       values ($1, $2, $3, '第一组', $4, $5, $6, '01', $7, $8, $9, $10, '村头一号', $11, $12, $13, $14, $15, $16, $17, '\\x00', $18)`,
      [
        id,
        number,
        villageCode,
        parts.status ?? 'registered',
        parts.category ?? 'general',
        parts.mainCause ?? '01',
        registeredOn,
        head.personId,
        head.name,
        members.length,
        phone?.cipher ?? null,
        phone?.index ?? null,
        phone?.masked ?? null,
        bank?.cipher ?? null,
        bank?.index ?? null,
        bank?.masked ?? null,
        parts.living ?? { mainRoadMetres: 800, safeWater: true },
        at,
      ],
    );
    for (const { personId, relation, facts } of members) {
      await client.query(
        'insert into member (person_id, household_id, village_code, relation, facts, valid_from) values ($1, $2, $3, $4, $5, $6)',
        [personId, id, villageCode, relation, facts ?? { education: '02', residentMedical: true }, registeredOn],
      );
    }
    const income = parts.income === undefined ? { year: 2015, wageFen: 800_000 } : parts.income;
    if (income) {
      const { transferFen = 0, businessFen = 0, businessExpenseFen = 0 } = income;
      const net = income.wageFen + transferFen + businessFen - businessExpenseFen;
      await client.query(
        `insert into household_income (household_id, year, revision, village_code, wage_fen, business_fen, property_fen, transfer_fen,
           business_expense_fen, items, members, net_per_person_fen, recorded_at) values ($1, $2, 1, $3, $4, $5, 0, $6, $7, $8, $9, $10, $11)`,
        [
          id,
          income.year,
          villageCode,
          income.wageFen,
          businessFen,
          transferFen,
          businessExpenseFen,
          income.items ?? {},
          members.length,
          Math.round(net / members.length),
          at,
        ],
      );
    }
    const digest = digestOfHousehold(vault.digest, await readHouseholdRecord(client, numbers, id));
    await client.query('update household set digest = $2 where id = $1', [id, digest]);
    await recordHistory(client, { householdIds: [id] }, { change: 'registered', recordedAt: at });
    await publishHouseholds(client, { householdIds: [id] }, 'registered', { occurredAt: at });
    service.db.announce(client);
  });
  return {
    id,
    number,
    villageCode,
    members: members.map(({ personId, name, parsed }) => ({ personId, name, idNumber: parsed.idNumber18 })),
  };
}

function parsedId(text: string): IdNumber {
  const number = parseIdNumber(text, '2100-01-01' as PlainDate);
  if (!number.ok) throw new Error(number.problem.code);
  return number.value;
}

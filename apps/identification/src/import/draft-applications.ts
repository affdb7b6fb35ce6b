import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, newId } from '@jingzhun/persistence';
import { ApplicationDraft } from '../application/content/application-content.js';
import { indexPersons } from '../application/content/index-persons.js';
import { SealedContent } from '../application/content/sealed-content.js';
import { SealedNumbers } from '../household/sealed-numbers.js';
import type { ReleaseOrder } from './release-batch.js';

interface EnteringRow {
  id: string;
  number: string;
  village_code: string;
  group_name: string | null;
  head_name: string;
  member_count: number;
  category: string;
  standard: string;
  main_cause: string;
  secondary_causes: string[];
  living: object;
  address: string | null;
  bank_name: string | null;
  bank_cipher: Buffer | null;
  source_document: string | null;
  income: object | null;
}

interface MemberRow {
  number: string;
  person_id: string;
  name: string;
  id_cipher: Buffer;
  id_given_cipher: Buffer | null;
  ethnicity: string | null;
  relation: string;
  facts: object;
  phone_cipher: Buffer | null;
}

export interface Drafted {
  drafted: number;
  /** Of the same number, from an earlier file, still open. */
  already: number;
}

/**
 * After the take-over the new rows of a file are no registrations: each household becomes the draft of an application that its village
 * completes and submits. A number that is open from an earlier file is left alone.
 */
@Injectable()
export class DraftApplications {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SealedContent) private readonly contents: SealedContent,
    @Inject(SealedNumbers) private readonly numbers: SealedNumbers,
  ) {}

  /** From the temporary table `entering` of a release, in its transaction. */
  async make(client: pg.ClientBase, order: ReleaseOrder): Promise<Drafted> {
    const { rows } = await client.query<EnteringRow>(
      `select e.id, e.number, e.village_code, e.group_name, e.head_name, e.member_count, e.category, e.standard, e.main_cause, e.secondary_causes, e.living,
         e.address, e.bank_name, e.bank_cipher, e.source_document,
         case when e.year is not null then jsonb_build_object('year', e.year, 'wageFen', e.wage_fen, 'businessFen', e.business_fen,
           'propertyFen', e.property_fen, 'businessExpenseFen', e.business_expense_fen, 'items', coalesce(e.items, '{}')) end as income
       from entering e where not exists (select from application a where a.import_number = e.number and a.open) order by e.number`,
    );
    const { rows: members } = await client.query<MemberRow>(
      `select m.number, m.person_id, m.name, m.id_cipher, m.id_given_cipher, m.ethnicity, m.relation, m.facts, m.phone_cipher
       from import_member m where m.batch_id = $1 and m.number in (select number from entering) order by m.number, m.row`,
      [order.batchId],
    );
    const { rows: all } = await client.query<{ n: number }>('select count(*)::int as n from entering');
    for (const household of rows) {
      const own = members.filter(({ number }) => number === household.number);
      await this.insert(client, order, household, this.draftOf(household, own));
    }
    return { drafted: rows.length, already: (all[0]?.n ?? 0) - rows.length };
  }

  private draftOf(household: EnteringRow, members: readonly MemberRow[]): ApplicationDraft {
    const head = members.find(({ relation }) => relation === '01');
    return ApplicationDraft.parse({
      kind: 'registration',
      ...(household.group_name ? { groupName: household.group_name } : {}),
      ...(household.address ? { address: household.address } : {}),
      phone: head?.phone_cipher ? this.numbers.open('phone', household.id, head.phone_cipher) : null,
      bankName: household.bank_name,
      bankAccount: household.bank_cipher && this.numbers.open('bankAccount', household.id, household.bank_cipher),
      standard: household.standard,
      category: household.category,
      mainCause: household.main_cause,
      secondaryCauses: household.secondary_causes,
      living: household.living,
      incomes: household.income ? [household.income] : [],
      members: members.map(({ person_id: id, id_cipher: cipher, id_given_cipher: given, name, relation, ethnicity, facts }) => ({
        name,
        idNumber: given ? this.numbers.open('idNumberGiven', id, given) : this.numbers.open('idNumber', id, cipher),
        relation,
        ...(ethnicity ? { ethnicity } : {}),
        facts,
      })),
    });
  }

  private async insert(client: pg.ClientBase, order: ReleaseOrder, household: EnteringRow, draft: ApplicationDraft): Promise<void> {
    const id = newId(this.clock);
    const today = plainDateInShanghai(order.at);
    const { group_name: groupName, head_name: headName, member_count: memberCount, village_code: villageCode } = household;
    const stored = this.contents.seal(id, draft, { groupName, headName, memberCount }, today);
    await client.query(
      `insert into application (id, kind, village_code, group_name, head_name, member_count, category, main_cause, content_cipher, content_digest, judged_digest,
         content_problems, source, source_document, created_by, created_by_name, created_at, state_since, import_batch_id, import_number)
       values ($1, 'registration', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'import', $12, $13, $14, $15, $15, $16, $17)`,
      [
        id,
        villageCode,
        stored.groupName,
        stored.headName,
        stored.memberCount,
        stored.category,
        stored.mainCause,
        stored.contentCipher,
        stored.contentDigest,
        stored.judgedDigest,
        stored.contentProblems,
        household.source_document ?? order.sourceDocument,
        order.releasedBy,
        order.releasedByName,
        order.at,
        order.batchId,
        household.number,
      ],
    );
    await indexPersons(client, { id, villageCode, state: 'draft' }, this.contents.indexesOf(draft, today));
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { DivisionCode } from '@jingzhun/domain/division-code';
import type { Fen } from '@jingzhun/domain/money';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import {
  decision,
  itemName,
  money,
  Notices,
  proceedingDate,
  publicNameOrMinor,
  quantity,
  type ContentOf,
  type NoticeCircumstances,
} from '@jingzhun/notices';
import { Clock, run } from '@jingzhun/persistence';
import { WAITS_FEN } from './rests.js';
import { SubsidyNotice } from '../notice/notice-kinds.js';
import { SUBSIDY_SUBJECT } from './evidence.js';
import { findProduct, type SubsidyScheme } from './scheme.js';
import type { SubsidyRow } from './subsidy-rows.js';

/** The public notice of what a household is to get. */
@Injectable()
export class SubsidyNotices {
  constructor(
    @Inject(Notices) private readonly notices: Notices,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Before the transaction: policy and holidays of the village. */
  prepare(villageCode: string): Promise<NoticeCircumstances> {
    return this.notices.prepare(DivisionCode.parse(villageCode));
  }

  /**
   * Of one village; several hang as one sheet, each with its own days and its own objections.
   * @returns ids of the posted notices by application. @throws NameNotPublishable
   */
  async post(
    em: EntityManager,
    by: Principal,
    rows: readonly SubsidyRow[],
    schemes: ReadonlyMap<string, SubsidyScheme>,
    circumstances: NoticeCircumstances,
  ): Promise<Map<string, string>> {
    const facts = await readFacts(em, rows);
    const today = plainDateInShanghai(this.clock.now());
    const drafts = rows.map((row) => ({
      subject: { type: SUBSIDY_SUBJECT, id: Uuid.parse(row.id) },
      place: DivisionCode.parse(row.villageCode),
      content: contentOf(row, schemes.get(row.schemeCode) as SubsidyScheme, facts.get(row.id), today),
    }));
    const posted = await this.notices.postTogether(em, by, SubsidyNotice, drafts, circumstances);
    return new Map(posted.map(({ id, subject }) => [subject.id as string, id]));
  }
}

interface NoticeFacts {
  id: string;
  birthYear: number | null;
  acceptedOn: PlainDate | null;
  waitsFen: number;
}

async function readFacts(em: EntityManager, rows: readonly SubsidyRow[]): Promise<Map<string, NoticeFacts>> {
  const facts = await run<NoticeFacts>(
    em,
    `select a.id, (select p.birth_year from directory_person p where p.household_id = a.household_id and p.is_head limit 1) as "birthYear",
       (select on_date::text from subsidy_acceptance c where c.application_id = coalesce(a.rest_of, a.id) and c.voided_at is null) as "acceptedOn",
       coalesce((select ${WAITS_FEN} from subsidy_grant g where g.application_id = a.id and g.voided_at is null), 0)::float8 as "waitsFen"
     from subsidy_application a where a.id = any($1::uuid[])`,
    [rows.map(({ id }) => id)],
  );
  return new Map(facts.map((fact) => [fact.id, fact]));
}

function contentOf(
  row: SubsidyRow,
  scheme: SubsidyScheme,
  facts: NoticeFacts | undefined,
  today: PlainDate,
): ContentOf<typeof SubsidyNotice.fields> {
  const product = findProduct(scheme, row.product);
  if (!product) throw new Error('an application for a product that its scheme does not have');
  const birthYear = facts?.birthYear ?? null;
  return {
    // the copy knows the year only: who could still be a minor is taken for one
    head: publicNameOrMinor({ name: row.headName, birthDate: birthYear === null ? null : (`${birthYear}-12-31` as PlainDate) }, today),
    item: itemName(product.nameZh),
    quantity: quantity(row.acceptedQuantity ?? row.quantity, product.unit === 'count' ? 'piece' : 'mu'),
    amount: money((row.amountFen ?? 0) as Fen),
    ...(facts && facts.waitsFen > 0 ? { waits: money(facts.waitsFen as Fen) } : {}),
    ...(row.restFen === null ? {} : { rest: money(row.restFen as Fen) }),
    result: decision('payment.proposed'),
    acceptedOn: proceedingDate(facts?.acceptedOn ?? today, today),
  };
}

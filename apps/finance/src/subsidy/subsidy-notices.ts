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
  type NoticeCircumstances,
} from '@jingzhun/notices';
import { Clock, run } from '@jingzhun/persistence';
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

  /** @returns id of the posted notice. @throws NameNotPublishable */
  async post(
    em: EntityManager,
    by: Principal,
    row: SubsidyRow,
    scheme: SubsidyScheme,
    circumstances: NoticeCircumstances,
  ): Promise<string> {
    const today = plainDateInShanghai(this.clock.now());
    const product = findProduct(scheme, row.product);
    if (!product) throw new Error('an application for a product that its scheme does not have');
    const [facts] = await run<{ birthYear: number | null; acceptedOn: PlainDate | null }>(
      em,
      `select (select p.birth_year from directory_person p where p.household_id = $1::uuid and p.is_head limit 1) as "birthYear",
         (select on_date::text from subsidy_acceptance c where c.application_id = $2::uuid and c.voided_at is null) as "acceptedOn"`,
      [row.householdId, row.id],
    );
    const birthYear = facts?.birthYear ?? null;
    const composed = await this.notices.compose(
      em,
      by,
      SubsidyNotice,
      {
        subject: { type: SUBSIDY_SUBJECT, id: Uuid.parse(row.id) },
        place: DivisionCode.parse(row.villageCode),
        content: {
          // the copy knows the year only: who could still be a minor is taken for one
          head: publicNameOrMinor(
            { name: row.headName, birthDate: birthYear === null ? null : (`${birthYear}-12-31` as PlainDate) },
            today,
          ),
          item: itemName(product.nameZh),
          quantity: quantity(row.acceptedQuantity ?? row.quantity, product.unit === 'count' ? 'piece' : 'mu'),
          amount: money((row.amountFen ?? 0) as Fen),
          result: decision('payment.proposed'),
          acceptedOn: proceedingDate(facts?.acceptedOn ?? today, today),
        },
      },
      circumstances,
    );
    return (await this.notices.post(em, by, composed.id, circumstances)).id;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Attachments } from '@jingzhun/evidence';
import { Clock, newId, run } from '@jingzhun/persistence';
import type { SubsidyRow } from './subsidy-rows.js';

export const SUBSIDY_SUBJECT = 'subsidy-application';

export interface GivenEvidence {
  code: string;
  attachmentIds: readonly string[];
}

/** Papers and photographs of an application; each is bound to it with the hash it has. */
@Injectable()
export class SubsidyEvidence {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Attachments) private readonly attachments: Attachments,
  ) {}

  /** One attachment counts once, whatever it is called. @throws what `Attachments.require` throws */
  async add(
    em: EntityManager,
    by: Principal,
    row: Pick<SubsidyRow, 'id' | 'villageCode' | 'contentVersion'>,
    given: readonly GivenEvidence[],
    acceptanceId?: string,
  ): Promise<Record<string, number>> {
    const wanted = new Map(given.flatMap(({ code, attachmentIds }) => attachmentIds.map((id): [string, string] => [id, code])));
    if (wanted.size === 0) return {};
    const refs = await this.attachments.require(em, [...wanted.keys()], { on: { type: SUBSIDY_SUBJECT, id: row.id } });
    const added = await run<{ code: string }>(
      em,
      `insert into subsidy_evidence (id, application_id, village_code, content_version, code, acceptance_id, attachment_id, sha256, added_at, added_by, added_by_name)
       select r.id, $1::uuid, $2, $3::int, r.code, nullif($4, '')::uuid, r.attachment_id, r.sha256, $5::timestamptz, $6::uuid, $7
       from unnest($8::uuid[], $9::text[], $10::uuid[], $11::text[]) as r (id, code, attachment_id, sha256)
       on conflict (application_id, attachment_id) do nothing returning code`,
      [
        ...[row.id, row.villageCode, row.contentVersion, acceptanceId ?? '', this.clock.now().toISOString(), by.accountId, by.name],
        refs.map(() => newId(this.clock)),
        refs.map(({ id }) => wanted.get(id) as string),
        refs.map(({ id }) => id),
        refs.map(({ sha256 }) => sha256),
      ],
    );
    const counts: Record<string, number> = {};
    for (const { code } of added) counts[code] = (counts[code] ?? 0) + 1;
    return counts;
  }
}

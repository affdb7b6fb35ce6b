import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { may, type Principal } from '@jingzhun/auth';
import { Attachments } from '@jingzhun/evidence';
import { areaRange, containsArea, level as levelOf, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { ADVISORY_LOCKS, Clock, Database, newId, sessionOf } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { Vault } from '@jingzhun/vault';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';
import { MAKERS_OF_CASE } from '../case/makers-of-case.sql.js';
import type { DrawSampleRequest, RecordVisitRequest, SampleLevel } from './sample.dto.js';
import { NothingToSample, SampleAreaNotYours, SampleNotFound, VisitDoesNotFit } from './sample.errors.js';
import { commitmentOf, drawSample, listDigestOf } from './sample.rules.js';

interface Commitment {
  id: string;
  ordinal: number;
  commitment: string;
  seed_cipher: Buffer;
}

const WAITING: Record<SampleLevel, string> = {
  township: `a.state = 'villageNoticeClosed'`,
  county: `a.state = 'townshipChecked' and a.county_step`,
};

/**
 * Samples that are visited before a decision. The seed is fixed and its hash published before the list exists, so neither the officer
 * nor the service can choose the households; seed and list are published with the draw.
 */
@Injectable()
export class SampleService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** The commitment the next draw of the area is bound to; made at the first question. @returns its id */
  async commit(principal: Principal, { level, area = principal.area }: DrawSampleRequest): Promise<string> {
    assertArea(principal, level, area);
    return this.database.connection(sessionOf(principal), async (client) => {
      await lockSeries(client);
      return (await this.openCommitment(client, level, area)).id;
    });
  }

  /** @returns id of the sample */
  async draw(principal: Principal, { level, area = principal.area }: DrawSampleRequest): Promise<string> {
    assertArea(principal, level, area);
    const policy = await this.policy.snapshot(this.clock.today(), area);
    const { value: percent, parameterId } = policy.get(`sample.${level}.percent`);
    return this.database.connection(sessionOf(principal), async (client) => {
      await lockSeries(client);
      const { from, to } = areaRange(area);
      const { rows: waiting } = await client.query<{ id: string; village_code: string; since: number }>(
        `select a.id, a.village_code, e.version as since from application a join lateral (
           select max(version) as version from application_event e where e.application_id = a.id and e.to_state = a.state and e.from_state <> e.to_state) e on true
         where a.village_code between $1 and $2 and ${WAITING[level]}
           and not exists (select from sample_case c where c.application_id = a.id and c.since_version = e.version)
         order by a.id for share of a`,
        [from, to],
      );
      if (waiting.length === 0) throw new NothingToSample(level);
      const commitment = await this.openCommitment(client, level, area);
      const seed = this.vault.fields.decrypt(commitment.seed_cipher, { ...CIPHER_PLACES.sampleSeed, rowId: commitment.id });
      const ids = waiting.map(({ id }) => id);
      const drawn = drawSample(seed, ids, percent);
      await client.query(
        `insert into sample_case (sample_id, application_id, village_code, since_version, mark, rank, chosen)
         select $1, d.id, d.village, d.since, d.mark, d.rank, d.chosen
         from unnest($2::uuid[], $3::text[], $4::int[], $5::text[], $6::int[], $7::boolean[]) as d(id, village, since, mark, rank, chosen)`,
        [
          commitment.id,
          drawn.map(({ id }) => id),
          ...columnsOf(drawn.map(({ id }) => waiting.find((one) => one.id === id) as (typeof waiting)[number])),
          drawn.map(({ mark }) => mark),
          drawn.map(({ rank }) => rank),
          drawn.map(({ chosen }) => chosen),
        ],
      );
      const at = this.clock.now();
      await client.query(
        `update sample set seed = $2, percent = $3, listed = $4, chosen = $5, list_digest = $6, drawn_at = $7, drawn_by = $8, drawn_by_name = $9,
           policy_parameter_id = $10 where id = $1`,
        [
          commitment.id,
          seed,
          percent,
          ids.length,
          drawn.filter(({ chosen }) => chosen).length,
          listDigestOf(ids),
          at,
          principal.accountId,
          principal.name,
          parameterId,
        ],
      );
      // the next one is bound at once, before anybody knows its list
      await this.openCommitment(client, level, area);
      await this.log(client, principal, 'sample.draw', commitment.id, { level, listed: ids.length });
      return commitment.id;
    });
  }

  async visit(principal: Principal, sampleId: string, applicationId: string, request: RecordVisitRequest): Promise<void> {
    const { visitedOn, visitors, agrees, findings, attachmentIds } = request;
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{
        level: SampleLevel;
        drawn_at: Date | null;
        chosen: boolean;
        village_code: string;
        makers: string[];
        visited: boolean;
      }>(
        `select s.level, s.drawn_at, (select p.selected from sample_selection(c.sample_id) p where p.application_id = c.application_id) as chosen, c.village_code, ${MAKERS_OF_CASE} as makers,
           exists (select from visit v where v.sample_id = c.sample_id and v.application_id = c.application_id) as visited
         from sample_case c join sample s on s.id = c.sample_id join application a on a.id = c.application_id
         where c.sample_id = $1 and c.application_id = $2 for update of a`,
        [sampleId, applicationId],
      );
      const found = rows[0];
      if (!found?.drawn_at) throw new SampleNotFound();
      if (found.level === 'county' && !may(principal, 'application.examine')) throw new SampleAreaNotYours('county');
      if (levelOf(principal.area) === 'village') throw new SampleAreaNotYours(found.level);
      if (!found.chosen) throw new VisitDoesNotFit('not-chosen');
      if (found.visited) throw new VisitDoesNotFit('visited-already');
      if (found.makers.includes(principal.accountId)) throw new VisitDoesNotFit('maker');
      const today = plainDateInShanghai(this.clock.now());
      if (visitedOn < plainDateInShanghai(found.drawn_at) || visitedOn > today) throw new VisitDoesNotFit('before-draw');
      const id = newId(this.clock);
      await client.query(
        `insert into visit (id, sample_id, application_id, village_code, visited_on, visitors, agrees, findings_cipher, recorded_by, recorded_by_name, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          id,
          sampleId,
          applicationId,
          found.village_code,
          visitedOn,
          visitors,
          agrees,
          this.vault.fields.encrypt(findings, { ...CIPHER_PLACES.visitFindings, rowId: id }),
          principal.accountId,
          principal.name,
          this.clock.now(),
        ],
      );
      await this.attachments.require(client, attachmentIds, { on: { type: 'visit', id } });
      await client.query(
        `insert into application_attachment (attachment_id, object_type, object_id, village_code, role, added_by, added_at)
         select a, 'visit', $2, $3, 'visitForm', $4, $5 from unnest($1::uuid[]) a on conflict (attachment_id) do nothing`,
        [attachmentIds, id, found.village_code, principal.accountId, this.clock.now()],
      );
      await this.log(client, principal, 'visit.record', id, { applicationId, agrees: String(agrees) });
    });
  }

  private async openCommitment(client: pg.ClientBase, level: SampleLevel, area: string): Promise<Commitment> {
    const { rows } = await client.query<Commitment>(
      `select s.id, s.ordinal, s.commitment, k.seed_cipher from sample s join sample_seed k on k.id = s.id
       where s.level = $1 and s.area = $2 and s.drawn_at is null`,
      [level, area],
    );
    if (rows[0]) return rows[0];
    const id = newId(this.clock);
    const seed = randomBytes(32).toString('hex');
    const sealed = this.vault.fields.encrypt(seed, { ...CIPHER_PLACES.sampleSeed, rowId: id });
    const { rows: made } = await client.query<Commitment>(
      `insert into sample (id, level, area, ordinal, commitment, committed_at)
       select $1, $2, $3, coalesce(max(ordinal), 0) + 1, $4, $5 from sample where level = $2 and area = $3 returning id, ordinal, commitment`,
      [id, level, area, commitmentOf(seed), this.clock.now()],
    );
    await client.query('insert into sample_seed (id, seed_cipher) values ($1, $2)', [id, sealed]);
    return { ...(made[0] as Commitment), seed_cipher: sealed };
  }

  private async log(
    client: pg.ClientBase,
    principal: Principal,
    action: string,
    objectId: string,
    detail: Record<string, string | number>,
  ): Promise<void> {
    await this.audit.record(client, { actor: actorOf(principal), action, objectType: 'sample', objectId, result: 'success', detail });
  }
}

const columnsOf = (rows: readonly { village_code: string; since: number }[]): unknown[] => [
  rows.map(({ village_code }) => village_code),
  rows.map(({ since }) => since),
];

async function lockSeries(client: pg.ClientBase): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.sampleDraw]);
}

function assertArea(principal: Principal, level: SampleLevel, area: DivisionPrefix): void {
  const fits = containsArea(principal.area, area) && levelOf(area) === level && levelOf(principal.area) !== 'village';
  if (!fits || (level === 'county' && !may(principal, 'application.examine'))) throw new SampleAreaNotYours(level);
}

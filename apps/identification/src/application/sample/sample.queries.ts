import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { may, type Principal } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Database, sessionOf, systemSession } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';
import type { ListSamplesQuery, PublicSample, SampleList, SampleResponse, SampleRow } from './sample.dto.js';
import { SampleNotFound } from './sample.errors.js';

type Row = Omit<SampleRow, 'committedAt' | 'drawnAt'> & { committedAt: Date; drawnAt: Date | null };

const COLUMNS = `s.id, s.level, s.area, s.ordinal, s.commitment, s.seed, s.percent, s.listed, s.chosen, s.list_digest as "listDigest",
  s.committed_at as "committedAt", s.drawn_at as "drawnAt", s.drawn_by_name as "drawnByName"`;

const METHOD =
  'Sort the ids; listDigest = SHA-256 of the ids, one a line. mark(id) = SHA-256 of seed, listDigest and id, separated by line feeds, as hex text. ' +
  'The ceil(listed × percent / 100) ids with the smallest marks are chosen. SHA-256 of the 32 bytes of the seed is the commitment published before.';

@Injectable()
export class SampleQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  async list(principal: Principal, { level, area, limit }: ListSamplesQuery): Promise<SampleList> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<Row>(
        `select ${COLUMNS} from sample s where ($1::text is null or s.level = $1) and ($2::text is null or s.area = $2)
           and (starts_with(s.area, $3) or starts_with($3, s.area)) order by s.committed_at desc, s.id desc limit $4`,
        [level ?? null, area ?? null, principal.area, limit],
      );
      return { items: rows.map(toRow) };
    });
  }

  async get(principal: Principal, id: string): Promise<SampleResponse> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const sample = await read(client, id);
      const cases = await this.casesOf(client, principal, id);
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'sample.read',
        objectType: 'sample',
        objectId: id,
        result: 'success',
      });
      return { ...sample, cases };
    });
  }

  /** For everybody: seed, list and choice, without a name. */
  async published(id: string): Promise<PublicSample> {
    return this.database.connection(systemSession('public'), async (client) => {
      const { drawnByName: _, ...sample } = await read(client, id);
      const { rows } = await client.query<PublicSample['cases'][number]>(
        'select application_id as "applicationId", rank, chosen from sample_case where sample_id = $1 order by rank',
        [id],
      );
      return { ...sample, method: METHOD, cases: rows };
    });
  }

  private async casesOf(client: pg.ClientBase, principal: Principal, id: string): Promise<SampleResponse['cases']> {
    const { rows } = await client.query<
      Omit<SampleResponse['cases'][number], 'visit'> & {
        visit_id: string | null;
        visitedOn: PlainDate;
        visitors: string[];
        agrees: boolean;
        findings_cipher: Buffer;
        recordedByName: string;
      }
    >(
      `select c.application_id as "applicationId", a.head_name as "headName", c.village_code as "villageCode", a.group_name as "groupName", a.state, c.rank,
         c.mark, p.selected as chosen, p.selected and not c.chosen as "movedUp", v.id as visit_id, v.visited_on as "visitedOn", v.visitors, v.agrees, v.findings_cipher, v.recorded_by_name as "recordedByName"
       from sample_case c join application a on a.id = c.application_id
         join sample_selection($1) p on p.application_id = c.application_id left join visit v on v.sample_id = c.sample_id and v.application_id = c.application_id
       where c.sample_id = $1 order by c.rank`,
      [id],
    );
    const checks = may(principal, 'application.recheck');
    return rows.map(({ visit_id: visit, visitedOn, visitors, agrees, findings_cipher: cipher, recordedByName, ...row }) => ({
      ...row,
      visit: visit
        ? {
            visitedOn,
            visitors,
            agrees,
            findings: checks ? this.vault.fields.decrypt(cipher, { ...CIPHER_PLACES.visitFindings, rowId: visit }) : null,
            recordedByName,
          }
        : null,
    }));
  }
}

async function read(client: pg.ClientBase, id: string): Promise<SampleRow> {
  const { rows } = await client.query<Row>(`select ${COLUMNS} from sample s where s.id = $1`, [id]);
  if (!rows[0]) throw new SampleNotFound();
  return toRow(rows[0]);
}

const toRow = ({ committedAt, drawnAt, ...row }: Row): SampleRow => ({
  ...row,
  committedAt: committedAt.toISOString(),
  drawnAt: drawnAt?.toISOString() ?? null,
});

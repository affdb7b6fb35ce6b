import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Database, run, systemSession, type Handle } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import type pg from 'pg';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';
import { namesInside, withoutNames, type PackedFact } from './packed-facts.js';

/** Names by the person's place in a judgement, as a fact refers to it. */
export type NamesByRef = Readonly<Record<string, string>>;
/** Of whom a match asks: as the extract says, as is known here. */
export interface MatchNames {
  readonly given: string;
  readonly known: string;
}

const AT_ONCE = 5_000;
/** Of facts everybody may read, and of those that only the confirming role reads. */
const NAME_TABLES = ['screening_name', 'screening_hidden_name'] as const;
const AS_SCREENING = systemSession('screening');

/** Beside a fact of another register stands a keyed mark of the person; how he is called lies sealed, and is forgotten in time. */
@Injectable()
export class SealedNames implements OnModuleInit {
  constructor(
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Database) private readonly database: Database,
  ) {}

  async onModuleInit(): Promise<void> {
    while ((await this.sealJudgementsOfBefore()) === AT_ONCE);
    while ((await this.sealMatchesOfBefore()) === AT_ONCE);
    while ((await this.takeHiddenApart()) === AT_ONCE);
  }

  sealJudgement(id: string, names: NamesByRef): Buffer {
    return this.vault.fields.encrypt(JSON.stringify(names), { ...CIPHER_PLACES.screeningNames, rowId: id });
  }

  /** Of one judgement; empty once they are forgotten. */
  async ofJudgement(handle: Handle, id: string): Promise<NamesByRef> {
    const [row] = await run<{ cipher: Buffer | null }>(handle, 'select cipher from screening_name where id = $1::uuid', [id]);
    return row?.cipher
      ? (JSON.parse(this.vault.fields.decrypt(row.cipher, { ...CIPHER_PLACES.screeningNames, rowId: id })) as NamesByRef)
      : {};
  }

  sealHidden(id: string, names: NamesByRef): Buffer {
    return this.vault.fields.encrypt(JSON.stringify(names), { ...CIPHER_PLACES.screeningHiddenNames, rowId: id });
  }

  /** Beside facts that only the confirming role reads; empty for others, and once they are forgotten. */
  async ofHidden(handle: Handle, id: string): Promise<NamesByRef> {
    const [row] = await run<{ cipher: Buffer }>(handle, 'select cipher from screening_hidden_name where id = $1::uuid', [id]);
    return row
      ? (JSON.parse(this.vault.fields.decrypt(row.cipher, { ...CIPHER_PLACES.screeningHiddenNames, rowId: id })) as NamesByRef)
      : {};
  }

  sealMatch(id: string, names: MatchNames): Buffer {
    return this.vault.fields.encrypt(JSON.stringify(names), { ...CIPHER_PLACES.matchNames, rowId: id });
  }

  /** Empty once they are forgotten. */
  openMatch(id: string, cipher: Buffer | null): MatchNames {
    if (!cipher) return { given: '', known: '' };
    return JSON.parse(this.vault.fields.decrypt(cipher, { ...CIPHER_PLACES.matchNames, rowId: id })) as MatchNames;
  }

  /** The case has ended: who it was stands in its form. Only for the session of screening itself. */
  async forgetApplication(handle: Handle, applicationId: string): Promise<void> {
    for (const table of NAME_TABLES)
      await run(handle, `delete from ${table} where id in (select id from screening where subject_id = $1::uuid)`, [applicationId]);
    await run(handle, 'update register_match set names_cipher = null where subject_id = $1::uuid and names_cipher is not null', [
      applicationId,
    ]);
  }

  /** Of judgements before the day: the days of the policy are over. */
  async forgetBefore(client: pg.ClientBase, day: PlainDate): Promise<void> {
    for (const table of NAME_TABLES)
      await client.query(`delete from ${table} where made_at < ($1::date::timestamp at time zone 'Asia/Shanghai')`, [day]);
  }

  // rows an earlier release left in plain: a migration has no key

  private sealJudgementsOfBefore(): Promise<number> {
    return this.database.connection(AS_SCREENING, async (client) => {
      const { rows } = await client.query<{ id: string; plain: NamesByRef }>(
        `select id, plain from screening_name where plain is not null order by id limit ${AT_ONCE} for update`,
      );
      await client.query(
        `update screening_name s set cipher = n.cipher, plain = null from unnest($1::uuid[], $2::bytea[]) as n(id, cipher) where s.id = n.id`,
        [rows.map(({ id }) => id), rows.map(({ id, plain }) => this.sealJudgement(id, plain))],
      );
      return rows.length;
    });
  }

  private sealMatchesOfBefore(): Promise<number> {
    return this.database.connection(AS_SCREENING, async (client) => {
      const { rows } = await client.query<{ id: string; given: string; known: string }>(
        `select id, coalesce(name_given, '') as given, coalesce(name_known, '') as known from register_match
         where num_nonnulls(name_given, name_known) > 0 order by id limit ${AT_ONCE} for update`,
      );
      await client.query(
        `update register_match m set names_cipher = n.cipher, name_given = null, name_known = null
         from unnest($1::uuid[], $2::bytea[]) as n(id, cipher) where m.id = n.id`,
        [rows.map(({ id }) => id), rows.map(({ id, given, known }) => this.sealMatch(id, { given, known }))],
      );
      return rows.length;
    });
  }

  /** Names that were sealed together with hidden facts are laid beside them; of a case that has ended nobody is named any longer. */
  private takeHiddenApart(): Promise<number> {
    return this.database.connection(systemSession('scheduler'), async (client) => {
      const { rows } = await client.query<{ id: string; village_code: string; cipher: Buffer; ran_at: Date; ended: boolean }>(
        `select s.id, s.village_code, s.cipher, j.ran_at, exists (
           select from screening_subject e where e.application_id = j.subject_id and e.ended_at is not null) as ended
         from screening_sealed s join screening j on j.id = s.id where s.names_inside order by s.id limit ${AT_ONCE} for update of s`,
      );
      const parts = rows.map((row) => {
        const place = { ...CIPHER_PLACES.screeningSealed, rowId: row.id };
        const { facts = [], ...rest } = JSON.parse(this.vault.fields.decrypt(row.cipher, place)) as { facts?: PackedFact[] };
        const bare = JSON.stringify({ ...rest, facts: withoutNames(facts) });
        return { ...row, names: row.ended ? {} : namesInside(facts), bare: this.vault.fields.encrypt(bare, place) };
      });
      await client.query(
        'update screening_sealed s set cipher = n.cipher, names_inside = false from unnest($1::uuid[], $2::bytea[]) as n(id, cipher) where s.id = n.id',
        [parts.map(({ id }) => id), parts.map(({ bare }) => bare)],
      );
      const named = parts.filter(({ names }) => Object.keys(names).length > 0);
      await client.query(
        `insert into screening_hidden_name (id, village_code, made_at, cipher)
         select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::bytea[])`,
        [
          named.map(({ id }) => id),
          named.map(({ village_code }) => village_code),
          named.map(({ ran_at }) => ran_at),
          named.map(({ id, names }) => this.sealHidden(id, names)),
        ],
      );
      return rows.length;
    });
  }
}

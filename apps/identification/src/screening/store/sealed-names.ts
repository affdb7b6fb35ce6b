import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, run, systemSession, type Handle } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';

/** Names by the person's place in a judgement, as a fact refers to it. */
export type NamesByRef = Readonly<Record<string, string>>;
/** Of whom a match asks: as the extract says, as is known here. */
export interface MatchNames {
  readonly given: string;
  readonly known: string;
}

const AT_ONCE = 5_000;
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

  sealMatch(id: string, names: MatchNames): Buffer {
    return this.vault.fields.encrypt(JSON.stringify(names), { ...CIPHER_PLACES.matchNames, rowId: id });
  }

  /** Empty once they are forgotten. */
  openMatch(id: string, cipher: Buffer | null): MatchNames {
    if (!cipher) return { given: '', known: '' };
    return JSON.parse(this.vault.fields.decrypt(cipher, { ...CIPHER_PLACES.matchNames, rowId: id })) as MatchNames;
  }

  /** The case has ended: who it was stands in its form, and in screening only beside hidden facts, sealed with them (ADR 0114). */
  async forgetApplication(handle: Handle, applicationId: string): Promise<void> {
    await run(handle, 'delete from screening_name where id in (select id from screening where subject_id = $1::uuid)', [applicationId]);
    await run(handle, 'update register_match set names_cipher = null where subject_id = $1::uuid and names_cipher is not null', [
      applicationId,
    ]);
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
}

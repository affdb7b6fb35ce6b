import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, run, systemSession, type Handle } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';
import type { MemberFacts } from '../../household/member-facts.js';
import type { ApplicantPerson } from '../applicant-subject.js';

/** What matching and the rules need of a person; the rest of the form stays in the application. */
export interface Applicant {
  readonly name: string;
  readonly birthDate: PlainDate;
  readonly facts: Pick<MemberFacts, 'workPlace' | 'workMonths'>;
}

interface SealedRow {
  id: string;
  application_id: string;
  ref: string;
  cipher: Buffer;
}

/** Who applies is nobody of the register yet: screening keeps the index of the number, and everything else of the person sealed. */
@Injectable()
export class SealedApplicants implements OnModuleInit {
  constructor(
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Database) private readonly database: Database,
  ) {}

  onModuleInit(): Promise<void> {
    return this.sealThoseOfBefore();
  }

  async keep(handle: Handle, applicationId: string, villageCode: string, persons: readonly ApplicantPerson[]): Promise<void> {
    await run(handle, 'delete from screening_applicant where application_id = $1::uuid', [applicationId]);
    const rows = persons.map(({ position, idIndex, ...person }) => {
      const id = newId(this.clock);
      return { id, position, id_index: idIndex.toString('hex'), cipher: this.seal(id, person).toString('hex') };
    });
    await run(
      handle,
      `insert into screening_applicant (id, application_id, position, village_code, id_index, person_cipher)
       select id, $1::uuid, position, $2, decode(id_index, 'hex'), decode(cipher, 'hex')
       from jsonb_to_recordset($3::jsonb) as n(id uuid, position int, id_index text, cipher text)`,
      [applicationId, villageCode, JSON.stringify(rows)],
    );
  }

  /** Persons of applications by their place in it, as a fact names them. */
  async of(handle: Handle, applicationIds: readonly string[]): Promise<Map<string, Map<string, Applicant>>> {
    const rows = await run<SealedRow>(
      handle,
      `select id, application_id, position::text as ref, person_cipher as cipher from screening_applicant
       where application_id = any ($1::uuid[]) order by application_id, position`,
      [applicationIds],
    );
    const found = new Map<string, Map<string, Applicant>>(applicationIds.map((id) => [id, new Map()]));
    for (const row of rows) found.get(row.application_id)?.set(row.ref, this.open(row.id, row.cipher));
    return found;
  }

  seal(id: string, { name, birthDate, facts: { workPlace, workMonths } }: Applicant): Buffer {
    const kept: Applicant = {
      name,
      birthDate,
      facts: { ...(workPlace && { workPlace }), ...(workMonths !== undefined && { workMonths }) },
    };
    return this.vault.fields.encrypt(JSON.stringify(kept), { ...CIPHER_PLACES.applicant, rowId: id });
  }

  open(id: string, cipher: Buffer): Applicant {
    return JSON.parse(this.vault.fields.decrypt(cipher, { ...CIPHER_PLACES.applicant, rowId: id })) as Applicant;
  }

  /** Rows an earlier release left in plain: a migration has no key. */
  private sealThoseOfBefore(): Promise<void> {
    return this.database.connection(systemSession('screening'), async (client) => {
      const { rows } = await client.query<Applicant & { id: string }>(
        `select id, name, birth_date::text as "birthDate", facts from screening_applicant where person_cipher is null order by id for update`,
      );
      if (rows.length === 0) return;
      await client.query(
        `update screening_applicant a set person_cipher = n.cipher, name = null, birth_date = null, facts = null
         from unnest($1::uuid[], $2::bytea[]) as n(id, cipher) where a.id = n.id`,
        [rows.map(({ id }) => id), rows.map(({ id, ...person }) => this.seal(id, person))],
      );
    });
  }
}

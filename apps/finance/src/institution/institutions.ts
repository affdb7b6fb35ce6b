import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { parseBankAccount } from '@jingzhun/domain/bank-account';
import { maskBankAccount } from '@jingzhun/domain/mask';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { unusableInBankFile } from '../payment/bank-file.js';
import { closedNumbers } from '../payment/closed-accounts.js';
import { ACCOUNT_PLACE } from '../payment/payment-accounts.js';
import { AccountNumberRefused, AccountTextRefused } from '../payment/payment.errors.js';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import { earlierDaysEnding, type Serves } from './institution-days.rules.js';
import { isCreditCode } from './credit-code.js';
import type { ProposeInstitutionRequest } from './institution.dto.js';
import {
  CreditCodeRefused,
  EarlierDaysEnd,
  InstitutionDecided,
  InstitutionNeedsAnother,
  InstitutionNotFound,
  InstitutionPeriodRefused,
  InstitutionWaits,
  SchemeServedByAnother,
} from './institution.errors.js';

const VERSION_PLACE = { table: 'payee_institution_version', column: 'account_cipher' } as const;

interface VersionRow {
  id: string;
  institutionId: string;
  name: string;
  bankName: string;
  cipher: Buffer;
  index: Buffer;
  masked: string;
  sourceDocument: string;
  reason: string;
  schemes: string[];
  validFrom: PlainDate;
  validTo: PlainDate | null;
  state: string;
  proposedBy: string;
  proposedByName: string;
}

const LOCK = `select v.id, v.institution_id as "institutionId", v.name, v.bank_name as "bankName", v.account_cipher as cipher, v.account_index as index, v.account_masked as masked,
    v.source_document as "sourceDocument", v.reason, v.schemes, v.valid_from::text as "validFrom", v.valid_to::text as "validTo", v.state, v.proposed_by as "proposedBy", v.proposed_by_name as "proposedByName"
  from payee_institution_version v where v.id = $1::uuid for update`;

/** Institutions that are paid for households: proposed by one person, confirmed by another. */
@Injectable()
export class Institutions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** A new one, or another name, account, period or scheme of a known one. @throws WholeCountyOnly, CreditCodeRefused, AccountNumberRefused, AccountTextRefused, InstitutionPeriodRefused, InstitutionWaits */
  async propose(principal: Principal, request: ProposeInstitutionRequest): Promise<void> {
    assertWholeCounty(principal);
    if (!isCreditCode(request.creditCode)) throw new CreditCodeRefused();
    const parsed = parseBankAccount(request.accountNumber);
    if (!parsed.ok) throw new AccountNumberRefused();
    if ([request.name, request.bankName].some(unusableInBankFile)) throw new AccountTextRefused();
    if (request.validTo && request.validTo < request.validFrom) throw new InstitutionPeriodRefused();
    const { account } = parsed.value;
    const id = newId(this.clock) as string;
    await this.database
      .transaction(sessionOf(principal), async (em) => {
        const institutionId = await this.identityOf(em, request.creditCode);
        await run(
          em,
          `insert into payee_institution_version (id, institution_id, name, schemes, bank_name, account_cipher, account_index, account_masked, valid_from, valid_to,
             source_document, reason, proposed_at, proposed_by, proposed_by_name)
           values ($1::uuid, $2::uuid, $3, $4::text[], $5, $6, $7, $8, $9::date, nullif($10, '')::date, $11, $12, $13::timestamptz, $14::uuid, $15)`,
          [
            ...[id, institutionId, request.name, [...new Set(request.schemes)], request.bankName],
            this.vault.fields.encrypt(account, { ...VERSION_PLACE, rowId: id }),
            this.vault.index.of('bankAccount', account),
            ...[maskBankAccount(account), request.validFrom, request.validTo ?? '', request.sourceDocument, request.reason],
            ...[this.clock.now().toISOString(), principal.accountId, principal.name],
          ],
        );
        await this.log(em, principal, 'institution.propose', id);
      })
      .catch((error: unknown) => {
        throw hits(error, '23505', 'payee_institution_version_one_waits') ? new InstitutionWaits() : error;
      });
  }

  /** From now on premiums go to it; an account it had before is closed. @throws InstitutionNotFound, InstitutionDecided, InstitutionNeedsAnother, EarlierDaysEnd, SchemeServedByAnother */
  async confirm(principal: Principal, id: string, endsEarlierDays: boolean): Promise<void> {
    await this.database
      .transaction(sessionOf(principal), async (em) => {
        const version = await this.lock(em, principal, id);
        if (!endsEarlierDays) await assertEarlierDays(em, version);
        const at = this.clock.now().toISOString();
        await run(em, `update payee_institution_version set state = 'replaced' where institution_id = $1::uuid and state = 'confirmed'`, [
          version.institutionId,
        ]);
        await this.decide(em, principal, id, 'confirmed', null);
        await this.openAccount(em, principal, version, at);
        await this.log(em, principal, 'institution.confirm', id, endsEarlierDays ? { endsEarlierDays: 'yes' } : {});
      })
      .catch((error: unknown) => {
        throw hits(error, '23P01', 'payee_institution_scheme_one_payee') ? new SchemeServedByAnother() : error;
      });
  }

  refuse(principal: Principal, id: string, reason: string): Promise<void> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      await this.lock(em, principal, id);
      await this.decide(em, principal, id, 'refused', reason);
      await this.log(em, principal, 'institution.refuse', id);
    });
  }

  private async identityOf(em: EntityManager, creditCode: string): Promise<string> {
    await run(em, 'insert into payee_institution (id, credit_code) values ($1::uuid, $2) on conflict (credit_code) do nothing', [
      newId(this.clock),
      creditCode,
    ]);
    const [{ id }] = (await run<{ id: string }>(em, 'select id from payee_institution where credit_code = $1', [creditCode])) as [
      { id: string },
    ];
    return id;
  }

  private async lock(em: EntityManager, principal: Principal, id: string): Promise<VersionRow> {
    assertWholeCounty(principal);
    const [version] = await run<VersionRow>(em, LOCK, [id]);
    if (!version) throw new InstitutionNotFound();
    if (version.state !== 'proposed') throw new InstitutionDecided();
    if (version.proposedBy === principal.accountId) throw new InstitutionNeedsAnother();
    return version;
  }

  private decide(em: EntityManager, by: Principal, id: string, state: 'confirmed' | 'refused', reason: string | null): Promise<unknown> {
    return run(
      em,
      'update payee_institution_version set state = $2, decided_at = $3::timestamptz, decided_by = $4::uuid, decided_by_name = $5, refusal = $6 where id = $1::uuid',
      [id, state, this.clock.now().toISOString(), by.accountId, by.name, reason],
    );
  }

  /** An account that stays as it is stays open: payments that were approved with it go on. */
  private async openAccount(em: EntityManager, by: Principal, version: VersionRow, at: string): Promise<void> {
    const same = await run(
      em,
      `select from payment_account where institution_id = $1::uuid and closed_at is null and (account_index, bank_name, holder_name) = ($2, $3, $4)`,
      [version.institutionId, version.index, version.bankName, version.name],
    );
    if (same.length > 0 && !(await this.wasClosedByBank(em, version)) && !(await keptFromBatch(em, version.institutionId))) return;
    await run(em, 'update payment_account set closed_at = $2::timestamptz where institution_id = $1::uuid and closed_at is null', [
      version.institutionId,
      at,
    ]);
    const id = newId(this.clock) as string;
    const account = this.vault.fields.decrypt(version.cipher, { ...VERSION_PLACE, rowId: version.id });
    // the index is what was proposed and shown: a number sealed behind it is another account
    if (!this.vault.index.of('bankAccount', account).equals(version.index))
      throw new Error(`the account of ${version.id} is not what its index says`);
    await run(
      em,
      `insert into payment_account (id, institution_id, village_code, bank_name, account_cipher, account_index, account_masked, holder_name, source_document, reason,
         recorded_at, recorded_by, recorded_by_name, confirmed_by)
       values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz, $12::uuid, $13, $14::uuid)`,
      [
        ...[id, version.institutionId, by.area.padEnd(12, '0'), version.bankName],
        this.vault.fields.encrypt(account, { ...ACCOUNT_PLACE, rowId: id }),
        ...[version.index, version.masked, version.name, version.sourceDocument, version.reason],
        ...[at, version.proposedBy, version.proposedByName, by.accountId],
      ],
    );
  }

  /** The same number again after the bank closed it: confirmed anew with its paper, as a household's is recorded anew (ADR 0127). */
  private async wasClosedByBank(em: EntityManager, { institutionId, index }: VersionRow): Promise<boolean> {
    return (await closedNumbers(em, [institutionId]))(institutionId, index);
  }

  private async log(em: EntityManager, by: Principal, action: string, id: string, detail: Record<string, string> = {}): Promise<void> {
    await this.audit.record(em, { actor: actorOf(by), action, objectType: 'payee-institution', objectId: id, result: 'success', detail });
  }
}

/** Premiums of the days before would be paid to nobody. @throws EarlierDaysEnd */
async function assertEarlierDays(em: EntityManager, version: VersionRow): Promise<void> {
  const [inUse] = await run<Serves>(
    em,
    `select schemes, valid_from::text as "validFrom", valid_to::text as "validTo" from payee_institution_version where institution_id = $1::uuid and state = 'confirmed'`,
    [version.institutionId],
  );
  const ending = inUse && earlierDaysEnding(inUse, version);
  if (!ending) return;
  const waiting = await run(
    em,
    `select from claim where kind = 'premium' and state in ('received', 'proposed', 'approved') and subject ->> 'scheme' = any ($1::text[]) and due_on between $2::date and $3::date`,
    [version.schemes.filter((scheme) => inUse.schemes.includes(scheme)), ending.from, ending.to],
  );
  throw new EarlierDaysEnd(ending.from, ending.to, waiting.length);
}

/** A batch waits for this account, and who recorded or confirmed it has approved or sent the batch: other persons have vouched for it now. */
async function keptFromBatch(em: EntityManager, institutionId: string): Promise<boolean> {
  const waiting = await run(
    em,
    `select from payment_account a join payment p on p.payee_id = a.payee_id and p.account_id is distinct from a.id and p.state in ('prepared', 'approved', 'returned')
       join payment_batch_person x on x.batch_id = p.batch_id
     where a.institution_id = $1::uuid and a.closed_at is null and ((x.account_id = a.confirmed_by and x.part = 'pays') or (x.account_id = a.recorded_by and x.part in ('approves', 'pays')))
     limit 1`,
    [institutionId],
  );
  return waiting.length > 0;
}

const hits = (error: unknown, code: string, constraint: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code && 'constraint' in error && error.constraint === constraint;

import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { parseBankAccount } from '@jingzhun/domain/bank-account';
import { maskBankAccount } from '@jingzhun/domain/mask';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import type { PaymentAccount, PaymentAccountList, SetPaymentAccountRequest } from './payment.dto.js';
import { unusableInBankFile } from './bank-file.js';
import { AccountNumberRefused, AccountTextRefused, PayeeUnknown } from './payment.errors.js';

export const ACCOUNT_PLACE = { table: 'payment_account', column: 'account_cipher' } as const;

const ACCOUNT = `select a.id, a.household_id as "householdId", a.bank_name as "bankName", a.account_masked as "accountMasked", a.holder_name as "holderName",
    a.source_document as "sourceDocument", a.recorded_by_name as "recordedByName",
    to_char(a.recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
    to_char(a.closed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedAt",
    (select count(distinct o.payee_id) from payment_account o where o.account_index = a.account_index and o.payee_id <> a.payee_id
       and o.closed_at is null and a.closed_at is null)::int as "sharedWith"
  from payment_account a where a.household_id = $1::uuid order by a.closed_at is not null, a.recorded_at desc, a.id desc`;

/** The household's account for public money (一卡通). Finance's own: no department tells another a bank account. */
@Injectable()
export class PaymentAccounts {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** The one open until now is closed, never overwritten. @throws PayeeUnknown, AccountNumberRefused, AccountTextRefused */
  async set(principal: Principal, request: SetPaymentAccountRequest): Promise<void> {
    const parsed = parseBankAccount(request.accountNumber);
    if (!parsed.ok) throw new AccountNumberRefused();
    if ([request.holderName, request.bankName].some(unusableInBankFile)) throw new AccountTextRefused();
    const account = parsed.value.account;
    const id = newId(this.clock);
    const at = this.clock.now().toISOString();
    await this.database.connection(sessionOf(principal), async (client) => {
      const [household] = await run<{ village: string }>(
        client,
        'select village_code as village from directory_household where id = $1::uuid',
        [request.householdId],
      );
      if (!household) throw new PayeeUnknown();
      await run(client, 'update payment_account set closed_at = $2::timestamptz where household_id = $1::uuid and closed_at is null', [
        request.householdId,
        at,
      ]);
      await run(
        client,
        `insert into payment_account (id, household_id, village_code, bank_name, account_cipher, account_index, account_masked, holder_name,
           source_document, reason, recorded_at, recorded_by, recorded_by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [
          id,
          request.householdId,
          household.village,
          request.bankName,
          this.vault.fields.encrypt(account, { ...ACCOUNT_PLACE, rowId: id }),
          this.vault.index.of('bankAccount', account),
          maskBankAccount(account),
          request.holderName,
          request.sourceDocument,
          request.reason,
          at,
          principal.accountId,
          principal.name,
        ],
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'payment-account.set',
        objectType: 'household',
        objectId: request.householdId,
        result: 'success',
      });
    });
  }

  list(principal: Principal, householdId: string): Promise<PaymentAccountList> {
    return this.database.connection(sessionOf(principal), async (client) => ({
      items: await run<PaymentAccount>(client, ACCOUNT, [householdId]),
    }));
  }
}

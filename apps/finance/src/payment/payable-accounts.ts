import type { EntityManager } from '@mikro-orm/postgresql';
import { kebab } from '@jingzhun/domain/lifecycle';
import { run } from '@jingzhun/persistence';
import { grouped } from '../grouped.js';
import type { NewLedgerAccount } from '../ledger/posting.js';
import type { PayableAccount, PayableCauses } from './payable-causes.js';

/** Owed for one kind of benefit, where the source of the decision names nothing closer. */
export const payableAccount = (benefit: string): string => `payable/${kebab(benefit)}`;

const GENERAL = { nameZh: '应付补助款', nameEn: 'payable to households' } as const;

interface Owed {
  readonly id: string;
  readonly causeType: string;
  readonly causeId: string;
}

/** On which account each payment is owed: that of its scheme where there is one. @returns by payment, and the accounts to open */
export async function accountsOwedOn(
  em: EntityManager,
  causes: PayableCauses,
  benefit: string,
  payments: readonly Owed[],
): Promise<{ codeOf: ReadonlyMap<string, string>; accounts: readonly NewLedgerAccount[] }> {
  const codeOf = new Map<string, string>();
  const accounts = new Map<string, PayableAccount>();
  for (const [causeType, rows] of grouped(payments, (payment) => payment.causeType)) {
    const named = await causes.get(causeType).accounts?.(
      em,
      rows.map(({ causeId }) => causeId),
    );
    for (const { id, causeId } of rows) {
      const account = named?.get(causeId) ?? { code: payableAccount(benefit), ...GENERAL };
      accounts.set(account.code, account);
      codeOf.set(id, account.code);
    }
  }
  return { codeOf, accounts: [...accounts.values()].map((account) => ({ ...account, kind: 'liability' })) };
}

/** What was owed is paid on the account it was owed on, whatever the rule is today. @returns by payment */
export async function accountsOfObligations(em: EntityManager, paymentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await run<{ id: string; code: string }>(
    em,
    `select e.cause_id as id, l.account_code as code from ledger_entry e join ledger_line l on l.entry_id = e.id
     where (e.cause_type, e.kind) = ('payment', 'obligation') and e.cause_id = any($1::uuid[]) and l.amount_fen < 0`,
    [paymentIds],
  );
  return new Map(rows.map(({ id, code }) => [id, code]));
}

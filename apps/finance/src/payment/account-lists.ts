import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { maskBankAccount } from '@jingzhun/domain/mask';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { Clock, Database, newId, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import {
  bankAccount,
  defineTable,
  problem,
  readTable,
  rowProblem,
  textUpTo,
  type CellReader,
  type ReadRow,
  type RowOf,
} from '@jingzhun/workbooks';
import { householdProblems, LISTED_HOUSEHOLD, listedHouseholds, type ListedHousehold } from '../listed-household/listed-household.js';
import { closedNumbers } from './closed-accounts.js';
import { ACCOUNT_PLACE } from './payment-accounts.js';
import { unusableInBankFile } from './bank-file.js';
import type { TakenAccounts } from './payment.dto.js';
import { AccountListRefused } from './payment.errors.js';

/** What goes into a bank file must survive it. */
const bankText =
  (read: CellReader<string>): CellReader<string> =>
  (cell, today) => {
    const outcome = read(cell, today);
    return 'value' in outcome && outcome.value !== undefined && unusableInBankFile(outcome.value) ? problem('cell.text-unusable') : outcome;
  };

/** The list a bank gives of 一卡通 accounts; titles in any order. */
export const ACCOUNT_LIST = defineTable(
  { zh: '账户名单', en: 'list of accounts' },
  {
    ...LISTED_HOUSEHOLD,
    bankName: { title: '开户行', aliases: ['开户银行'], read: bankText(textUpTo(60)), required: true },
    accountNumber: { title: '账号', aliases: ['银行账号', '卡号', '一卡通账号'], read: bankAccount, required: true },
    holderName: { title: '户名', aliases: ['账户名称'], read: bankText(textUpTo(30)), required: true },
  },
);
type Row = RowOf<typeof ACCOUNT_LIST.columns>;

interface Open {
  readonly household: string;
  readonly index: Buffer;
  readonly bankName: string;
  readonly holderName: string;
}

/** Takes a bank's list of accounts over, whole or not at all; what is as it was is left alone, so that the same list again changes nothing. */
@Injectable()
export class AccountLists {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** @throws AccountListRefused with every wrong row, FileRefused */
  async take(principal: Principal, content: Buffer): Promise<TakenAccounts> {
    const { rows, problems } = await readTable(content, ACCOUNT_LIST, { today: this.clock.today() });
    if (problems.length > 0) throw new AccountListRefused(problems);
    const document = `账户名单 ${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
    return this.database.connection(sessionOf(principal), async (client) => {
      const households = await listedHouseholds(client, rows);
      const isClosed = await closedNumbers(
        client,
        [...households.values()].map(({ id }) => id),
      );
      const isTaken = await takenNumbers(
        client,
        rows.flatMap(({ row }) => households.get(row.householdNumber)?.id ?? []),
        rows.map(({ row }) => this.indexOf(row)),
      );
      const wrong = problemsOf(
        rows,
        households,
        (household, row) => isClosed(household.id, this.indexOf(row)),
        (household, row) => isTaken(household.id, this.indexOf(row)),
      );
      if (wrong.length > 0) throw new AccountListRefused(wrong);
      const known = rows.map(({ row }) => ({ row, household: households.get(row.householdNumber) as ListedHousehold }));
      // two lists at once: the second sees what the first has closed
      const open = await openAccounts(
        client,
        known.map(({ household }) => household.id),
      );
      const fresh = known.filter(({ row, household }) => !isSame(row, this.indexOf(row), open.get(household.id)));
      const changed = fresh.filter(({ household }) => open.has(household.id));
      await this.write(client, principal, fresh, document);
      const taken = {
        rows: rows.length,
        recorded: fresh.length - changed.length,
        changed: changed.length,
        unchanged: rows.length - fresh.length,
      };
      await this.audit.record(client, { actor: actorOf(principal), action: 'payment-account.take-list', result: 'success', detail: taken });
      return taken;
    });
  }

  private indexOf(row: Row): Buffer {
    return this.vault.index.of('bankAccount', row.accountNumber);
  }

  private async write(
    client: Handle,
    principal: Principal,
    rows: readonly { row: Row; household: ListedHousehold }[],
    document: string,
  ): Promise<void> {
    if (rows.length === 0) return;
    const at = this.clock.now().toISOString();
    await run(
      client,
      'update payment_account set closed_at = $2::timestamptz where household_id = any ($1::uuid[]) and closed_at is null',
      [rows.map(({ household }) => household.id), at],
    );
    const ids = rows.map(() => newId(this.clock) as string);
    await run(
      client,
      `insert into payment_account (id, household_id, village_code, bank_name, account_cipher, account_index, account_masked, holder_name,
         source_document, reason, recorded_at, recorded_by, recorded_by_name)
       select r.id, r.household, r.village, r.bank, r.cipher, r.index, r.masked, r.holder, $9, '银行名单导入', $10::timestamptz, $11::uuid, $12
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::text[], $8::text[])
         as r (id, household, village, bank, cipher, index, masked, holder)`,
      [
        ids,
        rows.map(({ household }) => household.id),
        rows.map(({ household }) => household.village),
        rows.map(({ row }) => row.bankName),
        rows.map(({ row }, i) => this.vault.fields.encrypt(row.accountNumber, { ...ACCOUNT_PLACE, rowId: ids[i] as string })),
        rows.map(({ row }) => this.indexOf(row)),
        rows.map(({ row }) => maskBankAccount(row.accountNumber)),
        rows.map(({ row }) => row.holderName),
        document,
        at,
        principal.accountId,
        principal.name,
      ],
    );
  }
}

async function openAccounts(client: Handle, households: readonly string[]): Promise<Map<string, Open>> {
  const open = await run<Open>(
    client,
    `select household_id as household, account_index as index, bank_name as "bankName", holder_name as "holderName"
     from payment_account where household_id = any ($1::uuid[]) and closed_at is null order by household_id for update`,
    [households],
  );
  return new Map(open.map((account) => [account.household, account]));
}

/** Numbers that are open for another payee than those of the list; one that the household has had already stays. */
async function takenNumbers(
  client: Handle,
  households: readonly string[],
  indexes: readonly Buffer[],
): Promise<(household: string, index: Buffer) => boolean> {
  const rows = await run<{ index: Buffer; payee: string }>(
    client,
    `select a.account_index as index, a.payee_id as payee from payment_account a where a.account_index = any ($1::bytea[]) and a.closed_at is null`,
    [indexes],
  );
  const listed = new Set(households);
  const [others, own] = [new Set<string>(), new Set<string>()];
  for (const { index, payee } of rows) {
    if (listed.has(payee)) own.add(`${payee} ${index.toString('hex')}`);
    else others.add(index.toString('hex'));
  }
  return (household, index) => others.has(index.toString('hex')) && !own.has(`${household} ${index.toString('hex')}`);
}

const isSame = (row: Row, index: Buffer, open: Open | undefined): boolean =>
  open !== undefined && open.index.equals(index) && open.bankName === row.bankName && open.holderName === row.holderName;

const column = (key: keyof typeof ACCOUNT_LIST.columns): { key: string; title: string } => ({
  key,
  title: ACCOUNT_LIST.columns[key].title,
});

function problemsOf(
  rows: readonly ReadRow<Row>[],
  households: ReadonlyMap<string, ListedHousehold>,
  isClosed: (household: ListedHousehold, row: Row) => boolean,
  isTaken: (household: ListedHousehold, row: Row) => boolean,
): RefusalProblem[] {
  const problems: RefusalProblem[] = [];
  const numbers = new Map<string, number>();
  const accounts = new Map<string, number>();
  for (const { line, row } of rows) {
    const household = households.get(row.householdNumber);
    const [sameHousehold, sameAccount] = [numbers.get(row.householdNumber), accounts.get(row.accountNumber)];
    problems.push(...householdProblems({ line, row }, household));
    if (sameHousehold !== undefined)
      problems.push(
        rowProblem(
          line,
          column('householdNumber'),
          'account-list.household-twice',
          `与第${sameHousehold}行是同一户。每户只留一个账户。`,
          `the household of row ${sameHousehold} again; keep one account for each.`,
        ),
      );
    if (sameAccount !== undefined)
      problems.push(
        rowProblem(
          line,
          column('accountNumber'),
          'account-list.account-twice',
          `与第${sameAccount}行账号相同。请向银行核实；确属两户共用的，名单中只留一户，另一户在付款明细中登记，审批时说明。`,
          `the account of row ${sameAccount} again. Ask the bank; where two households do share it, keep one here and record the other by hand: the approver gives the reason.`,
        ),
      );
    if (household && isClosed(household, row))
      problems.push(
        rowProblem(
          line,
          column('accountNumber'),
          'account-list.account-closed',
          '银行曾从该账号退回款项：账户已销户。请向银行索取新账号；确已恢复使用的，凭银行证明在付款明细中逐户登记。',
          'the bank has sent money back from this account: it is closed. Ask for the new one; one that was opened again is recorded by hand with its paper.',
        ),
      );
    if (household && isTaken(household, row))
      problems.push(
        rowProblem(
          line,
          column('accountNumber'),
          'account-list.account-of-another',
          '这个账号已登记给名单以外的收款人。请向银行核实；确属共用的（如兄弟共用一卡、监护人代领），请从名单中删去，在付款明细中逐户登记，审批时说明。',
          'this account is recorded for somebody who is not on the list. Ask the bank; where it is shared for good (brothers, a guardian), leave the row out and record it by hand: the approver gives the reason.',
        ),
      );
    numbers.set(row.householdNumber, numbers.get(row.householdNumber) ?? line);
    accounts.set(row.accountNumber, accounts.get(row.accountNumber) ?? line);
  }
  return problems;
}

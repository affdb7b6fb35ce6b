import type { NewLedgerAccount } from '../ledger/posting.js';

/** The accounts of a lender bank. Loans are the bank's: the county keeps what it vouches for, and what the bank has paid out and got back. */
export const bankAccounts = (bank: string) =>
  ({
    loans: `loan/${bank}`,
    lender: `lender/${bank}`,
    interest: `loan-interest/${bank}`,
    losses: `loan-loss/${bank}`,
    penalty: `loan-penalty/${bank}`,
    waived: `loan-penalty-waived/${bank}`,
    deposit: `risk-fund-deposit/${bank}`,
    fund: `risk-fund/${bank}`,
  }) as const;

export function accountsToOpen(bank: { code: string; nameZh: string; nameEn: string }): NewLedgerAccount[] {
  const codes = bankAccounts(bank.code);
  const named = (code: string, zh: string, en: string, kind: NewLedgerAccount['kind']): NewLedgerAccount => ({
    ...{ code, kind, nameZh: `${bank.nameZh}${zh}`, nameEn: `${bank.nameEn}: ${en}` },
  });
  return [
    named(codes.loans, '贷款余额', 'loans outstanding', 'asset'),
    named(codes.lender, '放款与收款', 'paid out and got back', 'liability'),
    named(codes.interest, '贷款利息', 'interest received', 'income'),
    named(codes.losses, '贷款损失', 'losses borne by the bank', 'expense'),
    named(codes.penalty, '贷款罚息', 'penalty interest', 'income'),
    named(codes.waived, '减免的罚息', 'penalty interest waived', 'expense'),
    named(codes.deposit, '风险缓释基金存款', 'deposit of the risk fund', 'asset'),
    named(codes.fund, '风险缓释基金', 'risk fund', 'equity'),
  ];
}

import { writeXlsx } from 'hucre';
import { plainYuan, type Fen } from '@jingzhun/domain/money';
import { LoanPurposes, LoanStates } from '../loan/lifecycle/loan-state.js';
import type { JointLoanList } from './loan-list.dto.js';

const yuan = (fen: number | null): string => (fen === null ? '' : plainYuan(fen as Fen));

const TITLES = [
  ...['序号', '户编号', '户主姓名', '所在村代码', '产业项目', '规模', '单位', '验收日期', '验收文号', '贷款用途', '贷款需求（元）'],
  ...['已用额度（元）', '建档立卡', '符合条件', '贷款', '状态'],
];

/** The list as the bank and the township keep it beside the portal. Strings are written as strings: a name that begins with = is no formula. */
export async function loanListFile(list: JointLoanList): Promise<Buffer> {
  const rows = list.lines.map((line) => [
    String(line.position),
    line.householdNumber,
    line.headName,
    line.villageCode,
    line.project.productNameZh ?? line.project.product,
    line.project.unit === 'centiMu' ? (line.project.quantity / 100).toFixed(2) : String(line.project.quantity),
    line.project.unit === 'centiMu' ? '亩' : '个',
    line.project.acceptedOn,
    line.project.document,
    LoanPurposes.text(line.purpose),
    yuan(line.neededFen),
    yuan(line.usedFen),
    line.isRegistered ? '是' : '否',
    line.isEligible ? '是' : '否',
    line.loan ? LoanStates.text(line.loan.state) : '',
    line.standing === 'ended' ? '已撤下' : '',
  ]);
  const heading = [`贷款联合名单第 ${list.number} 号 · ${list.bankNameZh} · 截至 ${list.asOf}`];
  return Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: '联合名单',
          rows: [heading, TITLES, ...rows],
          columns: TITLES.map(() => ({ width: 16, style: { numFmt: '@' } })),
          freezePane: { rows: 2 },
        },
      ],
    }),
  );
}

/**
 * A batch of payments, step by step, each by the account whose it is.
 *
 * @param office `{ read, write, county, approver, cashier }`
 */
export const batchesOf = (office) => ({
  /** @param causeIds absent: everything that waits in the fund */
  async filled({ causeType, causeIds, ...made }) {
    const { write, county } = office;
    const batch = await write(county, '/payment-batches', made);
    const chosen = causeIds ? { causeType, causeIds } : { causeType };
    return write(county, `/payment-batches/${batch.id}/payments`, chosen, versionOf(batch));
  },
  declared: (batch) => step(office, 'county', batch, 'declare', batch.totals),
  approved: (batch) => step(office, 'approver', batch, 'approve', {}),
  sent: (batch) => step(office, 'cashier', batch, 'send', {}),
  sentAgain: (batch) => step(office, 'cashier', batch, 'resend', {}),
  /** @param refused line of the bank's file → why it came back; nothing: it arrived */
  async answered({ id }, refused = () => undefined, file = 1) {
    const { read, write, county, cashier } = office;
    const { text } = await cashier.get(`/api/finance/v1/payment-batches/${id}/files/${file}?format=csv`);
    const { on } = await read(county, '/ledger/trial-balance');
    const lines = text.split('\r\n').filter((line) => /^\d{6}-/.test(line));
    const rows = lines.map((line) => {
      const [reference, , , , yuan] = line.split(',');
      const why = refused(line);
      return [reference, yuan, why ? '失败' : '成功', why ?? '', on].join(',');
    });
    const sum = lines.reduce((total, line) => total + Math.round(Number(line.split(',')[4]) * 100), 0);
    const answer = ['付款编号,金额（元）,结果,原因,日期', ...rows, `合计,${(sum / 100).toFixed(2)},${rows.length},,`].join('\r\n');
    await write(cashier, `/payment-batches/${id}/returns`, answer);
    return read(county, `/payment-batches/${id}`);
  },
});

const step = ({ write, ...people }, whose, batch, name, body) =>
  write(people[whose], `/payment-batches/${batch.id}/${name}`, body, versionOf(batch));

export const versionOf = ({ version }) => ({ 'If-Match': `"${version}"` });

/** The account for public money of a household, from the bank's slip. */
export const setAccount = ({ write, county, because }, { id, headName }, accountNumber, reason = '首次登记') =>
  write(county, '/payment-accounts', {
    ...{ householdId: id, bankName: '瑞金农商银行', holderName: headName, accountNumber },
    ...because('一卡通开户回执（示例）', reason),
  });

/**
 * Says yes as an approver does: looks first, and says why where something was found.
 *
 * @param approve receives `{}` or `{ overlaps }`
 */
export async function approvedAfterLooking({ write }, approver, { subject, ids, reason }, approve) {
  const { digest, findings } = await write(approver, '/benefit-overlaps/preview', { subject, ids });
  return approve(findings.length > 0 ? { overlaps: { digest, reason } } : {});
}

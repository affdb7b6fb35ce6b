/** How far a batch has come; each stage is left by the one command of its place below. */
const STAGES = ['made', 'filled', 'declared', 'approved', 'sent', 'answered', 'sentAgain', 'settled'];

/**
 * Batches of payments, each step by the account whose it is. A batch is known by its title and goes on from where it stands: who was
 * interrupted between two steps takes the next one, and nothing twice.
 *
 * @param office `{ read, write, county, approver, cashier }`
 */
export const batchesOf = (office) => {
  const { read, write, county } = office;
  const found = async (title) => (await read(county, '/payment-batches')).items.find((batch) => batch.title === title);
  return {
    found,
    /**
     * @param causeIds asked when the batch is filled; absent: everything that waits in the fund
     * @param until the stage it shall reach; what has come further stays
     * @param refused line of the bank's first file → why it came back; absent: it arrived
     */
    async brought({ title, benefit, fundCode, causeType, causeIds, until, refused }) {
      let batch = (await found(title)) ?? (await write(county, '/payment-batches', { title, benefit, fundCode }));
      const fill = async () => write(county, `/payment-batches/${batch.id}/payments`, await chosen(), versionOf(batch));
      const chosen = async () => (causeIds ? { causeType, causeIds: await causeIds() } : { causeType });
      const step = (whose, name, body) => write(office[whose], `/payment-batches/${batch.id}/${name}`, body, versionOf(batch));
      const next = {
        made: fill,
        filled: () => step('county', 'declare', batch.totals),
        declared: () => step('approver', 'approve', {}),
        approved: () => step('cashier', 'send', {}),
        sent: () => answer(office, batch, 1, refused),
        answered: () => step('cashier', 'resend', {}),
        sentAgain: () => answer(office, batch, batch.files),
      };
      for (;;) {
        batch = await read(county, `/payment-batches/${batch.id}`);
        const stage = stageOf(batch);
        if (STAGES.indexOf(stage) >= STAGES.indexOf(until)) return batch;
        await next[stage]();
      }
    },
  };
};

/** `answered`: the bank has said of everything what became of it, and something came back. */
function stageOf({ state, totals, byState, files }) {
  if (state === 'draft') return totals.count > 0 ? 'filled' : 'made';
  if (state === 'sent' && !byState.sent) return 'answered';
  if (state === 'sent') return files > 1 ? 'sentAgain' : 'sent';
  return state === 'declared' || state === 'approved' ? state : 'settled';
}

/** What the bank says to one file. */
async function answer({ read, write, county, cashier }, { id }, file, refused = () => undefined) {
  const { text } = await cashier.get(`/api/finance/v1/payment-batches/${id}/files/${file}?format=csv`);
  const { on } = await read(county, '/ledger/trial-balance');
  const lines = text.split('\r\n').filter((line) => /^\d{6}-/.test(line));
  const rows = lines.map((line) => {
    const [reference, , , , yuan] = line.split(',');
    const why = refused(line);
    return [reference, yuan, why ? '失败' : '成功', why ?? '', on].join(',');
  });
  const sum = lines.reduce((total, line) => total + Math.round(Number(line.split(',')[4]) * 100), 0);
  const returns = ['付款编号,金额（元）,结果,原因,日期', ...rows, `合计,${(sum / 100).toFixed(2)},${rows.length},,`].join('\r\n');
  await write(cashier, `/payment-batches/${id}/returns`, returns);
}

export const versionOf = ({ version }) => ({ 'If-Match': `"${version}"` });

/** The account for public money of a household, from the bank's slip. @param nth how many it has had with this one; those are left alone */
export async function setAccount({ read, write, county, because }, { id, headName }, accountNumber, { reason = '首次登记', nth = 1 } = {}) {
  if ((await read(county, `/payment-accounts?householdId=${id}`)).items.length >= nth) return;
  await write(county, '/payment-accounts', {
    ...{ householdId: id, bankName: '瑞金农商银行', holderName: headName, accountNumber },
    ...because('一卡通开户回执（示例）', reason),
  });
}

/** Claims of a kind that a document told, in the order of their households. */
export async function claimsOf({ read, county }, kind, document) {
  const { items } = await read(county, `/claims?kind=${kind}&limit=200`);
  return items.filter((claim) => claim.document === document);
}

/** Told by a list of another department, approved by another person; what was told or approved before is not again. @returns ids of the claims */
export async function toldAndApproved(office, { kind, fundCode, document, list, isOf = () => true }) {
  const { write, county, approver } = office;
  const known = async () => (await claimsOf(office, kind, document)).filter(isOf);
  if ((await known()).length === 0) await write(county, `/claims/lists?kind=${kind}&fund=${fundCode}`, await list());
  const told = await known();
  const cases = told.filter(({ state }) => state === 'proposed').map(({ id, version }) => ({ id, version }));
  if (cases.length > 0) await write(approver, '/claims/steps', { step: 'approve', cases });
  return told.map(({ id }) => id);
}

/**
 * Says yes as an approver does: looks first, and says why where something was found.
 *
 * @param approve receives `{}` or `{ overlaps }`
 */
export async function approvedAfterLooking({ write }, approver, { subject, ids, reason }, approve) {
  const { digest, findings } = await write(approver, '/benefit-overlaps/preview', { subject, ids });
  return approve(findings.length > 0 ? { overlaps: { digest, reason } } : {});
}

/**
 * The same of many: what nothing speaks against together, and each of the others with a reason of its own (ADR 0124).
 *
 * @param approve receives `{ cases }` or `{ cases, overlaps }`
 */
export async function approvedByOneWord(office, approver, { subject, cases, reason }, approve) {
  const { findings } = await office.write(approver, '/benefit-overlaps/preview', { subject, ids: cases.map(({ id }) => id) });
  const warned = new Set(findings.flatMap(({ benefits }) => benefits.map(({ id }) => id)));
  const free = cases.filter(({ id }) => !warned.has(id));
  if (free.length > 0) await approve({ cases: free });
  for (const one of cases.filter(({ id }) => warned.has(id)))
    await approvedAfterLooking(office, approver, { subject, ids: [one.id], reason }, (overlaps) => approve({ cases: [one], ...overlaps }));
}

const TOWNSHIP = '360781102';
const VILLAGE = '360781102208';
const BANK = 'rcb';
const PROJECTS = [
  ['脐橙', 5, '种植脐橙'],
  ['油茶新造', 8, '新造油茶'],
  ['蔬菜', 3, '大棚蔬菜'],
  ['烤烟', 6, '种植烤烟'],
  ['脐橙', 4, '脐橙扩种'],
];

/**
 * Projects that industry accepted on paper, two joint lists of them for the bank: one confirmed, with a loan applied for from a line, one
 * that waits for another officer of the township. What is there goes on from where it stands.
 */
export async function loadLists({ read, write, people, households: own, year, say, stops }) {
  const { county, maker, inspector, second } = people;
  const nearby = (await read(inspector, '/directory/households?status=registered&category=general&limit=200')).items;
  const farmers = [...own, ...nearby.filter(({ villageCode }) => villageCode !== VILLAGE)].slice(0, PROJECTS.length);
  if (farmers.length === 0) return;
  say('finance: accepted projects and joint lists for the bank …');
  const { on } = await read(county, '/ledger/trial-balance');
  const documentOf = (i) => `产业验收〔${year}〕${i + 1}号（示例）`;
  const rows = farmers.map(({ number, headName }, i) =>
    [number, headName, ...PROJECTS[i].slice(0, 1), 1, PROJECTS[i][1], on, documentOf(i)].join(','),
  );
  if (!(await read(county, '/claims?kind=project&limit=200')).items.some(({ document }) => document === documentOf(0)))
    await write(county, '/claims/lists?kind=project', ['户编号,户主姓名,产业项目,第几年,规模,验收日期,验收文号', ...rows].join('\r\n'));
  stops.throwIfStopping();
  const propose = (lines) => write(inspector, '/loan-lists', { bankCode: BANK, area: TOWNSHIP, lines: lines.map(lineOf) });
  const { items } = await read(inspector, `/loan-lists/candidates?area=${TOWNSHIP}&bank=${BANK}&limit=500`);
  const open = items.filter(
    ({ listedIn, loan, roomFen, isEligible }) => listedIn === null && (loan || (isEligible && roomFen >= 1_000_000)),
  );
  const { items: lists } = await read(inspector, '/loan-lists');
  if (lists.length > 1) return;
  // one alone would leave nothing for the second list
  const first = lists[0] ?? (open.length > 1 ? await propose(open.slice(0, -1)) : undefined);
  if (first?.state === 'proposed' && open.length > 0)
    await write(second, `/loan-lists/${first.id}/decision`, { decision: 'confirm' }, { 'If-Match': `"${first.version}"` });
  if (first && open.length > 0) {
    const { lines } = await read(inspector, `/loan-lists/${first.id}`);
    await borrow({ read, write, maker, year }, lines, own);
  }
  if (open.length > 0) await propose(open.slice(-1));
}

const lineOf = ({ claimId, loan }) => ({ claimId, purpose: 'planting', ...(loan ? {} : { neededFen: 1_000_000 }) });

/** A household of the village that has applied before, is listed and has no loan yet. */
async function borrow({ read, write, maker, year }, lines, own) {
  const { items: known } = await read(maker, '/loans?limit=500');
  if (lines.some((line) => known.some(({ householdId, amountFen }) => householdId === line.householdId && amountFen === line.neededFen)))
    return;
  for (const line of lines.filter(({ loan, householdId }) => !loan && own.some(({ id }) => id === householdId))) {
    const { members = [] } = await read(maker, `/loan-options?householdId=${line.householdId}`);
    const borrower = members.find(({ birthYear }) => birthYear !== null && birthYear > year - 60 && birthYear < year - 18);
    if (!borrower) continue;
    await write(maker, '/loans', {
      ...{ bankCode: BANK, householdId: line.householdId, borrowerId: borrower.personId, listLineId: line.id },
      ...{ purpose: 'planting', purposeText: '扩种，购买苗木和肥料', amountFen: line.neededFen, months: 36 },
    });
    return;
  }
}

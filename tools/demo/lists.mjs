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
 * that waits for another officer of the township. What is there already is left as it is.
 */
export async function loadLists({ read, write, people, households: own, year, say, stops }) {
  const { county, maker, inspector, second } = people;
  const nearby = (await read(inspector, '/directory/households?status=registered&category=general&limit=200')).items;
  const farmers = [...own, ...nearby.filter(({ villageCode }) => villageCode !== VILLAGE)].slice(0, PROJECTS.length);
  if (farmers.length === 0 || (await read(county, '/loan-lists')).items.length > 0) return;
  say('finance: accepted projects and joint lists for the bank …');
  const { on } = await read(county, '/ledger/trial-balance');
  const rows = farmers.map(({ number, headName }, i) => {
    const [product, mu] = PROJECTS[i];
    return [number, headName, product, 1, mu, on, `产业验收〔${year}〕${i + 1}号（示例）`].join(',');
  });
  await write(county, '/claims/lists?kind=project', ['户编号,户主姓名,产业项目,第几年,规模,验收日期,验收文号', ...rows].join('\r\n'));
  stops.throwIfStopping();
  const propose = async (lines) =>
    lines.length > 0 ? write(inspector, '/loan-lists', { bankCode: BANK, area: TOWNSHIP, lines: lines.map(lineOf) }) : undefined;
  const { items } = await read(inspector, `/loan-lists/candidates?area=${TOWNSHIP}&bank=${BANK}&limit=500`);
  const fit = items.filter(({ loan, roomFen, isEligible }) => loan || (isEligible && roomFen >= 1_000_000));
  const list = await propose(fit.slice(0, -1));
  if (list) {
    const decision = { decision: 'confirm' };
    const { lines } = await write(second, `/loan-lists/${list.id}/decision`, decision, { 'If-Match': `"${list.version}"` });
    await borrow({ read, write, maker, year }, lines, own);
  }
  await propose(fit.slice(-1));
}

const lineOf = ({ claimId, loan }) => ({ claimId, purpose: 'planting', ...(loan ? {} : { neededFen: 1_000_000 }) });

/** A household of the village that has applied before, is listed and has no loan yet. */
async function borrow({ read, write, maker, year }, lines, own) {
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

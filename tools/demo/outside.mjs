/**
 * What other offices paid themselves: the civil affairs bureau's allowances of a quarter, released, and a list of dangerous houses that waits
 * for release and names a household whose relocation is approved. What is there goes on from where it stands.
 */
export async function loadOutsideLists({ read, write, signIn, people, year, say, stops }) {
  const { county } = people;
  const { items: registered } = await read(county, '/directory/households?status=registered&limit=12');
  const { items: approved } = await read(county, '/claims?state=approved&kind=relocation&limit=1');
  const [mover] = [...approved.map(({ householdNumber, headName }) => ({ number: householdNumber, headName })), ...registered];
  if (!mover) return;
  const { items: known } = await read(county, '/outside-lists');
  say('finance: what other offices paid, told by their lists …');
  stops.throwIfStopping();
  const { on: today } = await read(county, '/ledger/trial-balance');
  // the quarter before this one has been told completely
  const quarter = Math.ceil(Number(today.slice(5, 7)) / 3) - 1;
  const [of, last] = quarter > 0 ? [year, quarter] : [year - 1, 4];
  const month = (number) => `${of}-${String(number).padStart(2, '0')}`;
  const [from, to] = [`${month(last * 3 - 2)}-01`, `${month(last * 3)}-${last === 1 || last === 4 ? 31 : 30}`];
  const paidOn = `${month(last * 3 - 1)}-10`;
  const allowance = (household) => ({ household, kind: '低保金', yuan: 660, on: paidOn });
  const office = { write, county, known };
  const told = await send(
    office,
    { kinds: 'livingAllowance', office: '县民政局', document: `瑞民〔${of}〕${last + 10}号（示例）`, from, to },
    registered.slice(0, 6).map(allowance),
  );
  const approver = await signIn('meng.approve');
  if (told.state === 'proposed')
    await write(approver, `/outside-lists/${told.id}/steps`, { step: 'release' }, { 'If-Match': `"${told.version}"` });
  await send(office, { kinds: 'dangerousHouse', office: '县住建局', document: `瑞建〔${of}〕${last + 4}号（示例）`, from, to }, [
    { household: mover, kind: '危房改造', yuan: 15_000, on: paidOn },
  ]);
}

/** @returns the list; what was sent before is not sent again */
async function send({ write, county, known }, declared, rows) {
  const before = known.find(({ document }) => document === declared.document);
  if (before) return before;
  const sum = rows.reduce((total, { yuan }) => total + yuan, 0);
  const lines = rows.map(({ household, kind, yuan, on }) => [household.number, household.headName, '', kind, yuan, on].join(','));
  const text = ['户编号,户主姓名,受益人姓名,补助种类,金额（元）,发放日期', ...lines, `合计,,,,${sum},`].join('\r\n');
  const query = new URLSearchParams({ ...declared, count: rows.length, sumFen: sum * 100 });
  return write(county, `/outside-lists?${query}`, text);
}

/**
 * Money that comes into a fund, once, as a department books it: proposed by the county, approved by another.
 *
 * @param change fen, day and document
 */
export async function fundByTwo({ read, write, signIn, county }, fundCode, change) {
  const { changes, waitingChanges } = await read(county, `/budget/funds/${fundCode}`);
  if (changes.length + waitingChanges.length === 0) await write(county, `/budget/funds/${fundCode}/changes`, change);
  const { waitingChanges: waiting } = await read(county, `/budget/funds/${fundCode}`);
  if (waiting.length === 0) return;
  const approver = await signIn('meng.approve');
  for (const { orderId } of waiting) await write(approver, `/money-orders/${orderId}/approve`, {});
}

/**
 * Allotments of a fund as a department makes them: proposed by the county, approved by another. What waits already, of a loading that was
 * stopped, is approved and not proposed again.
 *
 * @param wanted [area, fen, document] of what is not allotted yet
 */
export async function allotByTwo({ read, write, signIn, county }, fundCode, wanted) {
  const { allotments, waitingAllotments } = await read(county, `/budget/funds/${fundCode}`);
  const known = new Set([...allotments, ...waitingAllotments].map(({ area }) => area));
  for (const [area, amountFen, document] of wanted)
    if (!known.has(area)) await write(county, `/budget/funds/${fundCode}/allotments`, { area, amountFen, ...document });
  const { waitingAllotments: waiting } = await read(county, `/budget/funds/${fundCode}`);
  if (waiting.length === 0) return;
  const approver = await signIn('meng.approve');
  for (const { orderId } of waiting) await write(approver, `/money-orders/${orderId}/approve`, {});
}

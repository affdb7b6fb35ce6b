import type { Officer } from './officer.js';

const API = '/api/finance/v1';

/** What the county proposed to allot of a fund, approved by another person. */
export async function approveAllotments(approver: Officer, fundCode: string): Promise<void> {
  const { body } = await approver.get(`${API}/budget/funds/${fundCode}`);
  for (const { orderId } of (body as { waitingAllotments: { orderId: string }[] }).waitingAllotments) {
    const { status } = await approver.post(`${API}/money-orders/${orderId}/approve`, {});
    if (status !== 200) throw new Error(`the allotment was not approved: ${status}`);
  }
}

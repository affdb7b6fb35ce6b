import type { Officer } from './officer.js';

const API = '/api/finance/v1';

/** What the county proposed of a fund, money that comes in and then allotments, approved by another person. */
export async function approveAllotments(approver: Officer, fundCode: string): Promise<void> {
  const { body } = await approver.get(`${API}/budget/funds/${fundCode}`);
  const { waitingChanges, waitingAllotments } = body as Record<'waitingChanges' | 'waitingAllotments', { orderId: string }[]>;
  for (const { orderId } of [...waitingChanges, ...waitingAllotments]) {
    const { status } = await approver.post(`${API}/money-orders/${orderId}/approve`, {});
    if (status !== 200) throw new Error(`the order was not approved: ${status}`);
  }
}

import type { Caller } from '@jingzhun/service-shell/testing';
import { officer, type Finance } from './service.js';

/** Whoever approves what others propose; every time another person. */
export const approverOf = (finance: Finance): Caller => finance.as(officer(['finance-approver']));

/** The order proposed last is approved: an allotment, something given up. @returns the answer, whatever it says */
export async function approveNewest(approver: Caller) {
  const { body } = await approver.get('/money-orders').expect(200);
  return approver.post(`/money-orders/${body.items[0].id}/approve`);
}

/** Money comes into a fund, by two persons. */
export async function funded(by: Caller, approver: Caller, fundCode: string, change: object): Promise<void> {
  await by.post(`/budget/funds/${fundCode}/changes`, change).expect(200);
  const { status, body } = await approveNewest(approver);
  if (status !== 200) throw new Error(`money of a fund: ${status} ${JSON.stringify(body)}`);
}

/** Allotted to an area, or taken back from it, by two persons. */
export async function allotted(by: Caller, approver: Caller, fundCode: string, allotment: object): Promise<void> {
  await by.post(`/budget/funds/${fundCode}/allotments`, allotment).expect(200);
  const { status, body } = await approveNewest(approver);
  if (status !== 200) throw new Error(`allotment: ${status} ${JSON.stringify(body)}`);
}

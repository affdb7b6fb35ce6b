import type { Caller } from '@jingzhun/service-shell/testing';
import { officer, type Finance } from './service.js';

interface Shown {
  readonly stage: string;
  readonly step: { readonly zh: string };
  readonly subject: { readonly kind: string; readonly id: string };
  readonly number: string | null;
  readonly daysLeft: number;
}

/** What somebody is reminded of after today was gone through again: stage, step and days left, of the subject when one is named. */
export async function reminded(finance: Finance, by: Caller, subject?: string): Promise<string[]> {
  await finance
    .as(officer(['system-admin']))
    .post('/reminder-rounds')
    .expect(200);
  const { body } = await by.get('/reminders?limit=200').expect(200);
  return (body.items as Shown[])
    .filter(({ subject: { kind, id } }) => subject === undefined || id === subject || kind === subject)
    .map(({ stage, step, daysLeft }) => `${stage} ${step.zh} ${daysLeft}`)
    .sort();
}

import { randomUUID } from 'node:crypto';
import { MilestoneReachedV1 } from '@jingzhun/events/relocation/milestone-reached.v1';
import type { ReceivedEvent } from '@jingzhun/messaging';
import { systemSession } from '@jingzhun/persistence';
import { RecordReachedMilestones } from '../src/claim/record-reached-milestones.consumer.js';
import type { Payable } from '../src/payment/payable-causes.js';
import { households } from './fake-payables.js';
import type { Finance } from './service.js';
import { FUND, type SubsidyOffice } from './subsidy.factory.js';

export const TITLES = '户编号,户主姓名,节点,资金来源,金额（元）,日期,依据';

/** Claims for one milestone of a household, by every way they come. */
export function claimDesk(finance: Finance, people: SubsidyOffice) {
  const household = async (): Promise<Payable> => (await households(finance, 1))[0]!;
  const entry = ({ householdId }: Payable, amountFen = 800_000) => ({
    ...{ kind: 'relocation', householdId, milestone: 'movedIn', source: 'centralAndProvincial', amountFen },
    ...{ dueOn: '2016-05-30', document: '搬迁验收单 31', fundCode: FUND },
  });
  const event = (householdId: string, amountFen = 800_000): ReceivedEvent =>
    ({
      ...{ id: randomUUID(), type: MilestoneReachedV1.type, definition: MilestoneReachedV1, division: '360781102208' },
      data: {
        ...{ milestoneId: randomUUID(), relocationId: randomUUID(), householdId, milestone: 'movedIn', reachedOn: '2016-05-30' },
        ...{ due: [{ source: 'centralAndProvincial', amountFen }], document: '搬迁验收单 31' },
      },
    }) as unknown as ReceivedEvent;
  const hear = (...events: ReceivedEvent[]) =>
    finance.db.transaction(systemSession('import'), (em) => finance.app.get(RecordReachedMilestones, { strict: false }).handle(events, em));
  const of = async ({ householdId }: Payable) => {
    const { body } = await people.bureau.get('/claims?limit=200').expect(200);
    return body.items.filter((one: { householdId: string }) => one.householdId === householdId);
  };
  const step = (by: SubsidyOffice['bureau'], name: string, claim: { id: string; version: number }, parts: object = {}) =>
    by.post('/claims/steps', { step: name, cases: [{ id: claim.id, version: claim.version }], ...parts });
  const upload = (content: string | Buffer, kind = 'relocation', by = people.bureau) =>
    by.upload(`/claims/lists?kind=${kind}&fund=${FUND}`, content, typeof content === 'string' ? 'text/csv' : 'application/octet-stream');
  const line = ({ householdNumber, headName }: Payable, yuan: string, head = headName): string =>
    [householdNumber, head, '搬迁入住', '中央和省级资金', yuan, '2016-05-30', '搬迁验收单 31'].join(',');
  return { household, entry, event, hear, of, step, upload, line };
}
export type ClaimDesk = ReturnType<typeof claimDesk>;

import { Parser } from '@asyncapi/parser';
import { asyncApiDocument } from './async-api.js';
import { EVENTS } from './catalog.js';
import { SUBSCRIPTIONS } from './subscriptions.js';

const write = () => asyncApiDocument({ events: EVENTS, subscriptions: SUBSCRIPTIONS, version: '0.1.0' });
const problemsOf = async (document: object): Promise<string[]> =>
  (await new Parser().parse(JSON.stringify(document))).diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message);

describe('AsyncAPI document', () => {
  it('is valid AsyncAPI 3', async () => {
    expect(await problemsOf(write())).toEqual([]);
  });

  it('lists every event and every subscription', async () => {
    const { document } = await new Parser().parse(JSON.stringify(write()));
    expect(document!.channels().all()).toHaveLength(EVENTS.length);
    const receiving = document!.operations().filterByReceive();
    expect(receiving).toHaveLength(SUBSCRIPTIONS.flatMap(({ events }) => events).length);
  });

  it('is refused by the parser, with the place named, when an operation is broken', async () => {
    const broken = write() as { operations: Record<string, { action: string }> };
    Object.values(broken.operations)[0]!.action = 'shout';
    expect(await problemsOf(broken)).toEqual(expect.arrayContaining([expect.stringMatching(/"action".*"send", "receive"/)]));
  });
});

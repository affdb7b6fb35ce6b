import fc from 'fast-check';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { OrderedPublisher, type Publication } from './ordered-publisher.js';

interface Sent {
  subject: string;
  reply: string;
}

type Delivery = (error: null, message: unknown) => void;

/** A broker that answers only when the test says so. */
class SilentBroker {
  readonly sent: Sent[] = [];
  private deliver: Delivery = () => undefined;

  readonly connection = {
    subscribe: (_subject: string, { callback }: { callback: Delivery }) => {
      this.deliver = callback;
      return { unsubscribe: () => undefined };
    },
    publish: (subject: string, _data: unknown, { reply }: { reply: string }) => void this.sent.push({ subject, reply }),
  } as unknown as NatsConnection;

  acknowledge(reply: string, answer = '{"stream":"JZ_X","seq":1}'): void {
    this.deliver(null, { subject: reply, data: new Uint8Array(), string: () => answer });
  }
}

const publication = (orderingKey: string, subject = orderingKey): Publication => ({ subject, headers: headers(), data: '{}', orderingKey });
const publisherOn = (broker: SilentBroker, answerWithinMs = 60_000): OrderedPublisher =>
  new OrderedPublisher(broker.connection, '_INBOX_x', answerWithinMs);

describe('ordered publisher', () => {
  it('never counts a late acknowledgement of an earlier batch', async () => {
    const broker = new SilentBroker();
    const publisher = publisherOn(broker, 5);
    expect(await publisher.publish([publication('a')])).toEqual({ stored: [], refused: new Map() });
    const late = broker.sent[0]!.reply;
    const second = publisher.publish([publication('b')]);
    broker.acknowledge(late);
    expect(await second).toEqual({ stored: [], refused: new Map() });
    expect(broker.sent[1]!.reply).not.toBe(late);
  });

  it('counts an acknowledgement once, and only for what is under way', async () => {
    const broker = new SilentBroker();
    const outcome = publisherOn(broker, 30).publish([publication('a', 'a1'), publication('a', 'a2'), publication('b')]);
    const [a1, b] = broker.sent;
    broker.acknowledge(a1!.reply.replace(/\.\d+$/, '.1'));
    broker.acknowledge(b!.reply);
    broker.acknowledge(b!.reply);
    expect((await outcome).stored).toEqual([2]);
    expect(broker.sent.map(({ subject }) => subject)).toEqual(['a1', 'b']);
  });

  it('sends the next of a key only after the one before is stored', async () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(keys, fc.infiniteStream(fc.nat(1_000)), async (order, choices) => {
        const broker = new SilentBroker();
        const messages = order.map((key, index) => publication(key, `${key}.${index}`));
        const outcome = publisherOn(broker).publish(messages);
        const answered = new Set<string>();
        for (let left = messages.length; left > 0; left -= 1) {
          const open = broker.sent.filter(({ reply }) => !answered.has(reply));
          const keysOpen = open.map(({ subject }) => subject.charAt(0));
          expect(new Set(keysOpen).size).toBe(keysOpen.length);
          const chosen = open[choices.next().value! % open.length]!;
          answered.add(chosen.reply);
          broker.acknowledge(chosen.reply);
        }
        expect((await outcome).stored).toHaveLength(messages.length);
        for (const key of ['a', 'b', 'c']) {
          const sent = broker.sent.map(({ subject }) => subject).filter((subject) => subject.startsWith(key));
          expect(sent).toEqual(messages.map(({ subject }) => subject).filter((subject) => subject.startsWith(key)));
        }
      }),
    );
  });

  it('stops a key at a refusal and names the reason', async () => {
    const broker = new SilentBroker();
    const outcome = publisherOn(broker).publish([publication('a', 'a1'), publication('a', 'a2'), publication('b')]);
    broker.acknowledge(broker.sent[0]!.reply, '{"error":{"code":503,"description":"maximum bytes exceeded"},"stream":"JZ_X"}');
    broker.acknowledge(broker.sent[1]!.reply);
    expect(await outcome).toEqual({ stored: [2], refused: new Map([[0, 'maximum bytes exceeded']]) });
    expect(broker.sent).toHaveLength(2);
  });

  it('takes an answer it cannot read for a refusal', async () => {
    const broker = new SilentBroker();
    const outcome = publisherOn(broker).publish([publication('a'), publication('b')]);
    broker.acknowledge(broker.sent[0]!.reply, 'garbage');
    broker.acknowledge(broker.sent[1]!.reply, '{}');
    expect([...(await outcome).refused.keys()]).toEqual([0, 1]);
  });
});

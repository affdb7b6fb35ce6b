import fc from 'fast-check';
import { headers, type MsgHdrs } from '@nats-io/nats-core';
import { MAX_DATA_BYTES, type Envelope } from '@jingzhun/events/envelope';
import { EVENTS } from '@jingzhun/events/catalog';
import { goldenSample } from '@jingzhun/events/samples';
import { decodeCloudEvent, encodeHeaders, writtenHeaders } from './codec.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytesOf = (header: MsgHdrs): Buffer => Buffer.from((header as MsgHdrs & { encode: () => Uint8Array }).encode());
const { data: DATA, ...ENVELOPE } = goldenSample('identification.household.registered.v1');

describe('CloudEvents on NATS', () => {
  it.each(EVENTS.map(({ type }) => type))('the golden %s survives binary mode, on the wire too', (type) => {
    const { data, ...envelope } = goldenSample(type);
    const wire = headers();
    for (const [name, values] of encodeHeaders(envelope)) for (const value of values) wire.append(name, value);
    expect(decodeCloudEvent(wire, bytes(JSON.stringify(data)))).toEqual({ ...envelope, data });
  });

  it('writes attributes as ce- headers and no Content-Type', () => {
    const names = encodeHeaders(ENVELOPE).keys();
    expect(names).toEqual(expect.arrayContaining(['ce-id', 'ce-type', 'ce-datacontenttype', 'ce-partitionkey']));
    expect(names.every((name) => name.startsWith('ce-'))).toBe(true);
  });

  it('is written for sending exactly as the client writes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.uuid(), (partitionkey, id) => {
        const envelope: Envelope = { ...ENVELOPE, partitionkey, causationid: undefined };
        const own = encodeHeaders(envelope);
        own.append('Nats-Msg-Id', id);
        expect(bytesOf(writtenHeaders(envelope, id))).toEqual(bytesOf(own));
      }),
    );
  });

  it('survives any key and any data', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.jsonValue(), (partitionkey, data) => {
        const envelope: Envelope = { ...ENVELOPE, partitionkey };
        const expected = JSON.parse(JSON.stringify({ ...envelope, data })) as unknown;
        expect(decodeCloudEvent(encodeHeaders(envelope), bytes(JSON.stringify(data)))).toEqual(expected);
      }),
    );
  });

  it.each(['application/cloudevents+json', 'Application/CloudEvents+JSON; charset=utf-8'])('reads structured mode (%s)', (type) => {
    const header = headers();
    header.set('content-type', type);
    expect(decodeCloudEvent(header, bytes(JSON.stringify({ ...ENVELOPE, data: DATA })))).toEqual({ ...ENVELOPE, data: DATA });
  });

  it('another Content-Type is binary mode', () => {
    const header = encodeHeaders(ENVELOPE);
    header.set('Content-Type', 'application/json');
    expect(decodeCloudEvent(header, bytes('{}'))).toMatchObject({ id: ENVELOPE.id, data: {} });
  });

  it('names what is missing, and not what is there', () => {
    const header = encodeHeaders({ ...ENVELOPE, source: '张三' });
    const result = decodeCloudEvent(header, bytes('{}'));
    expect(result).toMatchObject({ unreadable: 'not-a-cloud-event', detail: expect.stringContaining('source') });
    expect(JSON.stringify(result)).not.toContain('张三');
  });

  it.each([
    ['no headers at all', undefined, '{}', 'not-a-cloud-event'],
    ['broken JSON', encodeHeaders(ENVELOPE), '{', 'data-is-not-json'],
    ['too much data', encodeHeaders(ENVELOPE), JSON.stringify('x'.repeat(MAX_DATA_BYTES)), 'too-large'],
  ])('refuses %s', (_what, header, body, unreadable) => {
    expect(decodeCloudEvent(header, bytes(body))).toMatchObject({ unreadable });
  });

  it('refuses bytes that are no UTF-8, in the body and in a header', () => {
    expect(decodeCloudEvent(encodeHeaders(ENVELOPE), new Uint8Array([0x22, 0xc0, 0xa0, 0x22]))).toMatchObject({
      unreadable: 'data-is-not-json',
    });
    const header = encodeHeaders(ENVELOPE);
    header.set('ce-id', '%C0%A0');
    expect(decodeCloudEvent(header, bytes('{}'))).toMatchObject({ unreadable: 'not-a-cloud-event' });
  });
});

import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { assertServerVersion, BrokerTooOld } from '../broker/server-version.js';
import { declareStream, DEFAULT_STREAM_LIMITS, streamConfigs, StreamWouldShrink } from '../broker/streams.js';
import { startLocalNats, type LocalNats } from '../testing/index.js';

const MIB = 1024 * 1024;
const limits = { ...DEFAULT_STREAM_LIMITS, maxBytes: 4 * MIB, deadLetterMaxBytes: MIB };

describe('streams', () => {
  let nats: LocalNats;
  let nc: NatsConnection;
  let jsm: JetStreamManager;
  beforeAll(async () => {
    nats = await startLocalNats();
    nc = await connect({ servers: nats.url });
    jsm = await jetstreamManager(nc);
    for (const config of streamConfigs('medical', limits)) await declareStream(jsm, config);
  });
  afterAll(async () => {
    await nc.close();
    await nats.remove();
  });
  const events = (change = {}) => ({ ...streamConfigs('medical', limits)[0]!, ...change });

  it('keep history on file and push back when full', async () => {
    expect((await jsm.streams.info('JZ_MEDICAL')).config).toMatchObject({
      subjects: ['jz.medical.>'],
      storage: 'file',
      retention: 'limits',
      discard: 'new',
      max_age: 0,
      max_bytes: 4 * MIB,
      deny_purge: true,
    });
    expect((await jsm.streams.info('DLQ_MEDICAL')).config.subjects).toEqual(['dlq.medical.>']);
  });

  it('are declared again without a change, and may grow', async () => {
    await declareStream(jsm, events());
    await declareStream(jsm, events({ max_bytes: 8 * MIB }));
    expect((await jsm.streams.info('JZ_MEDICAL')).config.max_bytes).toBe(8 * MIB);
  });

  it.each([
    ['max_bytes', { max_bytes: MIB }],
    ['max_age', { max_bytes: 8 * MIB, max_age: nanos(86_400_000) }],
    ['subjects', { max_bytes: 8 * MIB, subjects: ['jz.medical.bill.>'] }],
    ['retention', { max_bytes: 8 * MIB, retention: 'interest' }],
  ])('refuse to lose something by %s, naming it', async (setting, change) => {
    const attempt = declareStream(jsm, events(change));
    await expect(attempt).rejects.toThrow(StreamWouldShrink);
    await expect(attempt).rejects.toMatchObject({ setting, stream: 'JZ_MEDICAL' });
    expect((await jsm.streams.info('JZ_MEDICAL')).config.max_bytes).toBe(8 * MIB);
  });
});

describe('server version', () => {
  it.each(['2.10.0', '2.10.27', '2.14.0', '3.0.1', 'v2.11.0'])('%s is taken', (version) => {
    expect(() => assertServerVersion(version)).not.toThrow();
  });
  it.each(['2.9.25', '1.4.1', '', undefined])('%s is refused with what to do', (version) => {
    expect(() => assertServerVersion(version)).toThrow(BrokerTooOld);
    expect(() => assertServerVersion(version)).toThrow(/升级.*2\.10\.0 or newer/);
  });
});

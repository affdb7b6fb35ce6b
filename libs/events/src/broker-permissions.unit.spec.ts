import { departmentPermissions, erasurePermissions, integratorPermissions } from './broker-permissions.js';
import { natsServerConfig } from './broker-config.js';
import { DivisionChangedV1 } from './identification/division-changed.v1.js';
import { HouseholdRegisteredV1 } from './identification/household-registered.v1.js';
import { EVENT_OWNERS } from './naming.js';

describe.each(EVENT_OWNERS)('rights of %s', (department) => {
  const { publish, subscribe } = departmentPermissions(department);

  it('have a wildcard only behind its own name', () => {
    const wild = publish.filter((subject) => /[*>]/.test(subject) && !subject.startsWith('$JS.API.CONSUMER.CREATE.'));
    for (const subject of wild)
      expect(subject).toMatch(new RegExp(`^(jz|dlq)\\.${department}\\.>$|^\\$JS\\.ACK\\.JZ_[A-Z]+\\.${department}__[a-z-]+\\.>$`));
  });

  it('never reach the whole API, a purge or the end of a stream', () => {
    expect(publish.filter((subject) => /^\$JS\.API\.>|PURGE|STREAM\.DELETE|MSG\.DELETE\.JZ_/.test(subject))).toEqual([]);
  });

  it('listen to its own inbox and nothing else', () => {
    expect(subscribe).toEqual([`_INBOX_${department}.>`]);
  });
});

describe('rights of an integrator', () => {
  it('are its own durables with the granted filter', () => {
    const { publish, subscribe } = integratorPermissions({ name: 'census', events: [DivisionChangedV1], area: '360781102' });
    expect(publish).toContain(
      '$JS.API.CONSUMER.CREATE.JZ_IDENTIFICATION.census__division-changed-v1.jz.identification.division.changed.v1.360781.102.>',
    );
    expect(publish.filter((subject) => subject.startsWith('jz.'))).toEqual([]);
    expect(subscribe).toEqual(['_INBOX_census.>']);
  });

  it('are refused for events that name people', () => {
    expect(() => integratorPermissions({ name: 'census', events: [DivisionChangedV1, HouseholdRegisteredV1] })).toThrow(/class department/);
  });

  it.each(['finance', '>', 'a*', 'x.y', '', 'Census'])('are refused under the name "%s"', (name) => {
    expect(() => integratorPermissions({ name, events: [DivisionChangedV1] })).toThrow(RangeError);
  });
});

describe('server configuration', () => {
  const publicKey = `U${'A'.repeat(55)}`;
  const text = natsServerConfig({
    port: 4222,
    storeDirectory: '/data/nats',
    users: [{ name: 'eraser', publicKey, permissions: erasurePermissions('identification') }],
  });

  it('flushes always and quotes durations', () => {
    expect(text).toContain('sync_interval: "always"');
    expect(natsServerConfig({ port: 1, storeDirectory: '/d', users: [], syncInterval: '2m' })).toContain('sync_interval: "2m"');
  });

  it('refuses what is no public key, a seed above all', () => {
    const users = [{ name: 'x', publicKey: `SU${'A'.repeat(56)}`, permissions: { publish: [], subscribe: [] } }];
    expect(() => natsServerConfig({ port: 1, storeDirectory: '/d', users })).toThrow(/public user nkey/);
  });
});

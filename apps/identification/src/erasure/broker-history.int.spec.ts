import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers, nkeyAuthenticator } from '@nats-io/nats-core';
import { createUser } from '@nats-io/nkeys';
import { connect } from '@nats-io/transport-node';
import { departmentPermissions, erasurePermissions } from '@jingzhun/events/broker-permissions';
import { startLocalNats, until, type LocalNats } from '@jingzhun/messaging/testing';
import { registerHousehold, type MadeHousehold } from '../../test/household.factory.js';
import { officer, startIdentification, type Identification } from '../../test/service.js';

const root = path.resolve(import.meta.dirname, '../../../..');
const OLD_NAME = '甄抹去甲乙';

/** What the owner of the register can do about the broker's history: take a name out of it, and say everything again. */
describe("the register and the broker's history", () => {
  const key = { identification: createUser(), identification_erasure: createUser(), onlooker: createUser() };
  let nats: LocalNats;
  let folder: string;
  let service: Identification;
  let household: MadeHousehold;
  let restoredId: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'jingzhun-history-'));
    for (const [name, user] of Object.entries(key)) writeFileSync(path.join(folder, name), user.getSeed(), { mode: 0o600 });
    const permissions = {
      identification: departmentPermissions('identification'),
      identification_erasure: erasurePermissions('identification'),
      // the test itself, which looks at everything
      onlooker: { publish: ['>'], subscribe: ['>'] },
    };
    nats = await startLocalNats(
      Object.entries(permissions).map(([name, of]) => ({ name, publicKey: key[name as 'onlooker'].getPublicKey(), permissions: of })),
    );
    service = await startIdentification(undefined, undefined, {
      JINGZHUN_NATS_URL: nats.url,
      JINGZHUN_IDENTIFICATION_NATS_SEED_FILE: path.join(folder, 'identification'),
    });
    household = await registerHousehold(service, { members: [{ name: OLD_NAME, relation: '01' }] });
  });
  afterAll(async () => {
    await service?.stop();
    await nats?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const published = (): Promise<boolean> =>
    until('everything is published', async () => (await service.look<{ n: number }>('select count(*)::int as n from outbox'))[0]?.n === 0);

  /** key → versions, as the stream has them. */
  async function inStream(type: RegExp): Promise<Map<string, number[]>> {
    const nc = await connect({ servers: nats.url, authenticator: nkeyAuthenticator(key.onlooker.getSeed()) });
    try {
      const found = new Map<string, number[]>();
      const consumer = await jetstream(nc).consumers.get('JZ_IDENTIFICATION');
      let { num_pending: left } = await consumer.info();
      while (left > 0) {
        for await (const message of await consumer.fetch({ max_messages: Math.min(left, 500), expires: 2_000 })) {
          left -= 1;
          if (!type.test(message.headers?.get('ce-type') ?? '')) continue;
          const record = message.headers?.get('ce-partitionkey') ?? '';
          found.set(record, [...(found.get(record) ?? []), message.json<{ version: number }>().version]);
        }
      }
      return found;
    } finally {
      await nc.close();
    }
  }

  const command = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(
      process.execPath,
      ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', 'apps/identification/src/erase-history.ts', ...args],
      {
        cwd: root,
        encoding: 'utf8',
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          JINGZHUN_IDENTIFICATION_OWNER_DATABASE_URL: service.database.ownerUrl,
          JINGZHUN_IDENTIFICATION_ERASURE_SEED_FILE: path.join(folder, 'identification_erasure'),
          JINGZHUN_NATS_URL: nats.url,
          JINGZHUN_CLOCK: '2016-06-15T02:00:00Z',
        },
      },
    );
  const filesWith = (text: string): number =>
    readdirSync(path.join(nats.folder, 'store'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .filter((entry) => readFileSync(path.join(entry.parentPath, entry.name)).includes(text)).length;

  it('a corrected name leaves the stream and the disk by one command, which the audit log remembers', async () => {
    const proposal = await service
      .as(officer('360781102'))
      .post(
        `/households/${household.id}/corrections`,
        {
          kind: 'identity',
          changes: { personId: household.members[0]?.personId, name: '甄更正丙' },
          reason: '身份证复印件核对',
          validFrom: '2016-01-01',
        },
        1,
      )
      .expect(201);
    await service.as(officer('360781102')).post(`/corrections/${proposal.body.id}/approve`).expect(200);
    await published();
    expect((await inStream(/household/)).get(household.id)).toEqual([1, 2]);
    expect(filesWith(OLD_NAME)).toBeGreaterThan(0);

    const { status, stdout, stderr } = command('--household', household.id, '--purpose', '本人申请更正姓名', '--by', '陈管理');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/erased 1 older states.*kept version 2/);
    expect((await inStream(/household/)).get(household.id)).toEqual([2]);
    expect(filesWith(OLD_NAME)).toBe(0);
    expect(await service.look(`select purpose, object_id, detail from audit_log where action = 'history.erase'`)).toEqual([
      { purpose: '本人申请更正姓名（陈管理）', object_id: household.id, detail: { erased: 1, keptVersion: 2 } },
    ]);
  });

  it('refuses what it cannot do well, in words', async () => {
    const unknown = command('--household', '01548a0c-0000-7000-8000-000000000001', '--purpose', '本人申请', '--by', '陈管理');
    expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining('登记册中没有这一户')]);
    expect(command('--household', household.id)).toMatchObject({ status: 1, stderr: expect.stringContaining('--purpose') });
  });

  it('after a restore, what was published after the backup is erased, and only that', async () => {
    const restored = await registerHousehold(service, { villageCode: '360781102209' });
    restoredId = restored.id;
    await service
      .as(officer('360781102'))
      .post(`/households/${restored.id}/contact`, { phone: '13800000000', reason: '本人来电更正' }, 1)
      .expect(200);
    await published();
    const before = await inStream(/household/);
    expect(before.get(restored.id)).toEqual([1, 2]);
    const order = ['--ahead-of-register', '--purpose', '从夜间备份恢复', '--by', '陈管理'];
    expect(command(...order)).toMatchObject({ status: 0, stdout: expect.stringContaining('does not have: 0') });
    expect(await inStream(/household/)).toEqual(before);

    // the register as it was in the backup: one household older, one not there yet
    await service.look(`update household set version = 1 where id = '${restored.id}'`);
    const nc = await connect({ servers: nats.url, authenticator: nkeyAuthenticator(key.onlooker.getSeed()) });
    const ghost = randomUUID();
    const stored = await (
      await jetstreamManager(nc)
    ).streams.getMessage('JZ_IDENTIFICATION', {
      last_by_subj: `jz.identification.household.registered.v1.360781.102.209`,
    });
    const header = headers();
    for (const [name, values] of stored!.header) header.append(name, name === 'ce-partitionkey' ? ghost : values[0]!);
    header.set('Nats-Msg-Id', ghost);
    await jetstream(nc).publish(stored!.subject, stored!.data, { headers: header });
    await nc.close();

    expect(command(...order)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /identification.household.(registered|changed).v1 1, identification.household.(registered|changed).v1 1/,
      ),
    });
    expect(await inStream(/household/)).toEqual(new Map([...before, [restored.id, [1]]]));
    expect(await service.look(`select count(*)::int as n from audit_log where action = 'history.erase-ahead'`)).toEqual([{ n: 2 }]);
    // work after the restore may make a lost version once more: the last one said is the register's
    await service.look(`update household set version = 2 where id = '${restored.id}'`);
    const admin = service.as(officer('360781', ['system-admin']));
    for (const reason of ['一', '二']) {
      const { body } = await admin.post('/operations/republish', { reason: `恢复后重发${reason}` }).expect(202);
      await until('the job is done', async () => (await admin.get(`/operations/republish/${body.jobId}`)).body.state === 'done');
    }
    await published();
    expect((await inStream(/household/)).get(restored.id)).toEqual([1, 2, 2]);
    expect(command(...order)).toMatchObject({ status: 0 });
    expect(await inStream(/household/)).toEqual(before);
  });

  it('a broker that lost its files has the whole register again after it was published again', async () => {
    const second = await registerHousehold(service, { villageCode: '360781102209' });
    await published();
    const divisions = await inStream(/division/);
    expect(divisions.size).toBeGreaterThan(200);
    await nats.stop();
    await nats.start({ filesLost: true });
    const admin = service.as(officer('360781', ['system-admin']));
    const { body } = await admin.post('/operations/republish', { reason: '消息服务器丢失文件' }).expect(202);
    await until('the job is done', async () => (await admin.get(`/operations/republish/${body.jobId}`)).body.state === 'done');
    await published();
    expect(await inStream(/household/)).toEqual(
      new Map([
        [household.id, [2]],
        [second.id, [1]],
        [restoredId, [2]],
      ]),
    );
    expect(await inStream(/division/)).toEqual(divisions);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Principal } from '@jingzhun/auth';
import { sessionOf } from '@jingzhun/persistence';
import { officer, startEvidence, VILLAGE, type EvidenceService } from '../../test/evidence-service.js';
import { Uploader } from '../../test/uploader.js';
import { Attachments, canonicalDigest, Signatures, witnessedDigest, type SignatureRecord } from '../index.js';
import { anyPicture, pictureWithPlace, signingProof } from '../testing/index.js';

const TOOL = path.resolve(import.meta.dirname, '../../../../tools/verify-signature.mjs');
interface Verdict {
  faults: [string, string][];
  isVoid: boolean;
}
interface Tool {
  verifySignature(record: unknown, published: unknown, files?: { name: string; bytes: Buffer }[]): Verdict;
}
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What goes out of the house is checked by a program that shares no line with it. */
describe('the separate verifier', () => {
  let service: EvidenceService;
  let tool: Tool;
  let published: Json;
  let official: Json;
  let villager: Json;
  let voided: Json;
  let files: { name: string; bytes: Buffer }[];
  let folder: string;
  // may read plain numbers: what a villager signed holds them
  const principal = officer({ name: '王五', roles: ['county-officer'] });

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'verifier-'));
    tool = (await import(TOOL)) as Tool;
    service = await startEvidence();
    const uploader = new Uploader(service, principal);
    const ids = [(await uploader.upload(await pictureWithPlace())).id, (await uploader.upload(await anyPicture())).id] as const;
    files = await Promise.all(ids.map(async (id, i) => ({ name: `${i}.jpg`, bytes: (await uploader.content(id)).bytes })));
    const signed = await sign(principal, ids);
    const earlier = await sign(principal, []);
    await service.db.transaction(sessionOf(principal), (em) =>
      service.app.get(Signatures).void(em, earlier[0].statement.subject, { principal, reason: '收入更正', at: service.clock.now() }),
    );
    [official, villager, voided] = (await Promise.all(
      [signed[0], signed[1], earlier[0]].map(
        async ({ statement }) => (await uploader.send('GET', `signatures/${statement.id}/export`)).body as Json,
      ),
    )) as [Json, Json, Json];
    published = (await (await fetch(`${service.url}/seal-keys`)).json()) as Json;
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await service?.stop();
  });

  async function sign(by: Principal, ids: readonly string[]): Promise<[SignatureRecord, SignatureRecord]> {
    const [signatures, attachments] = [service.app.get(Signatures), service.app.get(Attachments)];
    const subject = { type: 'case', id: crypto.randomUUID(), version: 2 };
    const content = { decision: '同意', persons: [{ name: '刘大山', share: 0.1 }], fen: 280_000, empty: null, '\u20ac': '\ud83d\ude00' };
    const meaning = { zh: '同意该户申请', en: 'I agree to the application' };
    return service.db.transaction(sessionOf(by), async (em) => {
      const refs = await attachments.require(em, ids, { on: subject });
      const request = { principal: by, subject, place: VILLAGE as never, meaning, content, attachments: refs };
      const own = await signatures.sign(em, { ...request, proof: await signingProof(service.issuer, by, canonicalDigest(content, refs)) });
      const [scan] = refs;
      if (!scan) return [own, own];
      const proof = await signingProof(service.issuer, by, witnessedDigest(content, refs, scan));
      return [own, await signatures.witness(em, { ...request, proof, signer: 'villager', scan, kind: 'thumbprint' })];
    });
  }

  const run = (record: Json, keys: Json, given: { name: string; bytes: Buffer }[] = []): { status: number | null; out: string } => {
    const write = (name: string, content: string | Buffer): string => {
      const file = path.join(folder, name);
      writeFileSync(file, content);
      return file;
    };
    const args = [
      write('record.json', JSON.stringify(record)),
      write('keys.json', JSON.stringify(keys)),
      ...given.map(({ name, bytes }) => write(name, bytes)),
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, [TOOL, ...args], { encoding: 'utf8', env: {} });
    return { status, out: stdout + stderr };
  };

  it('finds what was exported genuine, in words an office reads, from an empty environment', () => {
    const whole = run(official, published, files);
    expect(whole.out).toContain('✓ 真实 genuine: 同意该户申请');
    expect(whole.out).toContain('王五 (county-officer, 360781102) · 2016-06-15T02:00:00.000Z');
    expect(whole.out).not.toContain('未核对');
    expect(whole.status).toBe(0);
    expect(run(villager, published)).toMatchObject({
      status: 0,
      out: expect.stringMatching(/村民 villager \(thumbprint\), 见证 witnessed by 王五[\s\S]*未核对/),
    });
    expect(run(voided, published)).toMatchObject({
      status: 3,
      out: expect.stringContaining('已作废 void since 2016-06-15T02:00:00.000Z: 收入更正'),
    });
    expect(run('nothing', published).status).toBe(1);
    expect(spawnSync(process.execPath, [TOOL], { encoding: 'utf8' }).status).toBe(2);
  });

  it('finds every altered field of every record', () => {
    for (const record of [official, villager, voided]) {
      const leaves = leavesOf(record);
      expect(leaves.length).toBeGreaterThan(25);
      for (const at of leaves) {
        const { faults } = tool.verifySignature(altered(record, at), published);
        expect([at.join('.'), faults.length > 0]).toEqual([at.join('.'), true]);
      }
    }
  });

  it('finds what was taken away, added or put elsewhere', () => {
    const planted: ((record: Record<string, Record<string, Json>>) => void)[] = [
      (record) => void delete record['statement']?.['meaning'],
      (record) => void Object.assign(record['statement'] ?? {}, { approvedBy: '县长' }),
      (record) => void Object.assign(record['content'] ?? {}, { extra: 1 }),
      (record) => void Object.assign(record['statement'] ?? {}, { attachments: [] }),
      (record) => void (record['statement']?.['attachments'] as Json[]).pop(),
      (record) => void Object.assign(record, { seal: (villager as Record<string, Json>)['seal'] }),
      (record) => void Object.assign(record, { content: (voided as Record<string, Json>)['statement'] }),
      (record) => void Object.assign(record, { void: (voided as Record<string, Json>)['void'] }),
    ];
    for (const [i, plant] of planted.entries()) {
      const record = structuredClone(official) as Record<string, Record<string, Json>>;
      plant(record);
      expect([i, tool.verifySignature(record, published).faults.length > 0]).toEqual([i, true]);
    }
    // an own key under a published id
    const ownKeys = structuredClone(published) as { keys: { x: string }[] };
    for (const key of ownKeys.keys) key.x = Buffer.alloc(32, 7).toString('base64url');
    expect(tool.verifySignature(official, ownKeys).faults).not.toEqual([]);
    const otherDepartment = { ...(published as object), department: 'medical' };
    expect(tool.verifySignature(official, otherDepartment).faults.map(([zh]) => zh)).toEqual(['不是该部门的签名']);
  });

  it('finds an altered attachment, and one that was never signed', () => {
    const [first] = files as [{ name: string; bytes: Buffer }];
    const bytes = Buffer.from(first.bytes);
    bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1;
    expect(run(official, published, [{ name: '0.jpg', bytes }])).toMatchObject({
      status: 1,
      out: expect.stringContaining('文件“0.jpg”不是所签的附件'),
    });
  });

  it('knows earlier keys: what was sealed before a rotation stays genuine, what is sealed after it too', async () => {
    service.clock.advance(86_400_000);
    const admin = officer({ roles: ['system-admin'], area: '360781' });
    const rotated = await new Uploader(service, admin).send('POST', 'seal-keys/rotate', {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ reason: '年度更换' }),
    });
    expect(rotated.status).toBe(200);
    expect(rotated.body.keys.map(({ seals }: { seals: boolean }) => seals)).toEqual([false, true]);
    const now = (await (await fetch(`${service.url}/seal-keys`)).json()) as Json;
    expect(tool.verifySignature(official, now).faults).toEqual([]);
    const [later] = await sign(principal, []);
    const exported = (await new Uploader(service, principal).send('GET', `signatures/${later.statement.id}/export`)).body as Json;
    expect(tool.verifySignature(exported, now).faults).toEqual([]);
    expect(tool.verifySignature(exported, published).faults.map(([zh]) => zh)).toEqual(['印章密钥不在公布的清单中']);
    expect((await new Uploader(service, principal).send('POST', 'seal-keys/rotate')).status).toBe(403);
  });

  it('an export is for the area only, and leaves a trace', async () => {
    const id = (official as { statement: { id: string } }).statement.id;
    const outsider = new Uploader(service, officer({ area: '360781103' }));
    expect((await outsider.send('GET', `signatures/${id}/export`)).body.code).toBe('signature.not-found');
    const township = new Uploader(service, officer());
    expect((await township.send('GET', `signatures/${id}/export`)).status).toBe(200);
    const signed = (villager as { statement: { id: string } }).statement.id;
    const refused = await township.send('GET', `signatures/${signed}/export`);
    expect([refused.status, refused.body.code]).toEqual([403, 'signature.holds-plain-numbers']);
    const { rows } = await service.superuser.query(`select result from audit_log where action = 'signature.export' and object_id = $1`, [
      id,
    ]);
    expect(rows).toEqual([{ result: 'success' }, { result: 'success' }]);
    const { subject } = (official as { statement: { subject: { type: string; id: string } } }).statement;
    const list = await new Uploader(service, principal).send('GET', `signatures?type=${subject.type}&id=${subject.id}`);
    expect(list.body.items.map(({ statement }: SignatureRecord) => statement.signer.kind).sort()).toEqual(['official', 'villager']);
    expect(JSON.stringify(list.body)).not.toContain('刘大山');
  });
});

function leavesOf(value: Json, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...at, key]));
}

function altered(record: Json, at: string[]): Json {
  const copy = structuredClone(record);
  let holder = copy as Record<string, Json>;
  for (const key of at.slice(0, -1)) holder = holder[key] as Record<string, Json>;
  const last = at.at(-1) as string;
  const value = holder[last] as Json;
  if (last === 'void') holder[last] = { statement: {}, seal: {} };
  else if (typeof value === 'string') holder[last] = value.startsWith('a') ? `b${value.slice(1)}` : `a${value.slice(1)}`;
  else if (typeof value === 'number') holder[last] = value + 1;
  else holder[last] = value === null ? 0 : !value;
  return copy;
}

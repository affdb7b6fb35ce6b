import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sessionOf } from '@jingzhun/persistence';
import { Child } from '../test/child.js';
import { officer, startEvidence, VILLAGE, type EvidenceService } from '../test/evidence-service.js';
import { sha256, Uploader } from '../test/uploader.js';
import { canonicalDigest, Signatures } from './index.js';
import { PLACE_MARKS, recordingWithPlace, signingProof } from './testing/index.js';

const KILLS = process.env['DEEP'] ? 40 : 2;

/** `kill -9` at any point: it happened or it did not. */
describe('a process that is killed', () => {
  let service: EvidenceService;
  let child: Child | undefined;
  beforeAll(async () => {
    service = await startEvidence();
  });
  // also after a test that failed: a process left over would keep the run from ending
  afterEach(() => child?.kill());
  afterAll(async () => {
    await service?.stop();
  });

  const started = async (principal = officer()): Promise<Uploader> => {
    child = await Child.start('run-service.ts');
    return new Uploader({ url: (child.first as { url: string }).url, tokenFor: service.tokenFor }, principal);
  };
  // as large as a short video, so that there is something to be interrupted in
  const video = recordingWithPlace({
    tracks: [{ handler: 'vide', samples: Array.from({ length: 10 }, (_, i) => Buffer.alloc(1_000_000, `frame ${i} `)) }],
  });

  it('in the middle of an upload leaves what arrived; it goes on in the next process and is the same file', async () => {
    const principal = officer();
    const id = randomUUID();
    let offset = 0;
    let uploader = await started(principal);
    await uploader.begin(id, video.length);
    for (let kills = 0; offset < video.length;) {
      const sending = uploader.append(id, offset, video.subarray(offset)).catch(() => undefined);
      if (kills < (process.env['DEEP'] ? 4 : 1)) {
        kills += 1;
        await untilArrived(uploader, id, offset + 1_000_000 * kills);
        await child?.kill();
        await sending;
        uploader = await started(principal);
        const position = await uploader.position(id);
        expect(position.offset).toBeGreaterThan(offset);
        offset = position.offset;
      } else {
        expect((await sending)?.status).toBe(204);
        offset = video.length;
      }
    }
    // all of it may have arrived before the kill: then the next process finishes it by itself
    await untilReady(uploader, id, video);
    expect(await original(id)).toBe(sha256(video));
    const { bytes } = await uploader.content(id);
    expect([bytes.length, bytes.includes(PLACE_MARKS.xyz), bytes.includes('frame 9')]).toEqual([video.length, false, true]);
    await child?.kill();
  }, 120_000);

  it('while an upload is looked at, cleaned and stored: the next process finishes it, once, and nothing is left over', async () => {
    const principal = officer();
    let uploader = await started(principal);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = service.files();
      const id = randomUUID();
      await uploader.begin(id, video.length);
      await uploader.append(id, 0, video.subarray(0, -1));
      const sending = uploader.append(id, video.length - 1, video.subarray(-1)).catch(() => undefined);
      await pause((kill * 200) / KILLS + 5);
      await child?.kill();
      await sending;
      uploader = await started(principal);
      const offset = await untilReady(uploader, id, video);
      expect(offset).toBeGreaterThanOrEqual(video.length - 1);
      expect(await original(id)).toBe(sha256(video));
      const { rows } = await service.superuser.query(
        `select (select count(*)::int from attachment where id = $1) as attachments, (select count(*)::int from upload) as uploads,
           (select count(*)::int from audit_log where object_id = $2 and action = 'attachment.upload') as audited`,
        [id, id],
      );
      expect(rows).toEqual([{ attachments: 1, uploads: 0, audited: 1 }]);
      expect((await uploader.content(id)).bytes.length).toBe(video.length);
      expect(service.files().filter((file) => !before.includes(file))).toEqual([expect.stringMatching(/\.sealed$/)]);
    }
    await child?.kill();
  }, 240_000);

  it('while officials sign: each decision has its signature and its entry in the log, or none of them', async () => {
    await service.superuser.query('create table if not exists decision (id text primary key)');
    await service.superuser.query('grant select, insert on decision to jz_finance_runtime');
    const principal = officer();
    const proofs = await Promise.all(
      Array.from({ length: 200 * KILLS }, async () => {
        const id = randomUUID();
        return { id, proof: await signingProof(service.issuer, principal, canonicalDigest({ id }, []), { lifetimeSeconds: 3_600 }) };
      }),
    );
    let from = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      child = await Child.start('run-signing.ts');
      const said: string[] = [];
      child.process.on('message', (id) => said.push(id as string));
      child.process.send({ principal, proofs: proofs.slice(from) });
      while (said.length < 3) await pause(1);
      await pause(kill * 3);
      await child.kill();
      const { rows } = await service.superuser.query<{ decisions: string[]; signatures: string[]; audited: string[]; contents: number }>(
        `select array(select id from decision order by 1) as decisions, array(select subject_id from signature where subject_type = 'decision' order by 1) as signatures,
           array(select object_id from audit_log where action = 'signature.sign' and object_type = 'decision' order by 1) as audited,
           (select count(*)::int from signature_content c join signature s on s.id = c.signature_id where s.subject_type = 'decision') as contents`,
      );
      const { decisions = [], signatures, audited, contents } = rows[0] ?? {};
      expect(signatures).toEqual(decisions);
      expect(audited).toEqual(decisions);
      expect(contents).toBe(decisions.length);
      for (const id of said) expect(decisions).toContain(id);
      // what was interrupted was not spent: the same proof still signs
      const next = proofs.find(({ id }) => !decisions.includes(id));
      if (next && kill === 0) {
        const subject = { type: 'other', id: next.id, version: 1 };
        const meaning = { zh: '同意', en: 'I agree' };
        const signatures_ = service.app.get(Signatures);
        await service.db.transaction(sessionOf(principal), (em) =>
          signatures_.sign(em, {
            principal,
            subject,
            place: VILLAGE as never,
            meaning,
            content: { id: next.id },
            attachments: [],
            proof: next.proof,
          }),
        );
      }
      from = decisions.length + 1;
    }
  }, 240_000);

  const original = async (id: string): Promise<string> => {
    const { rows } = await service.superuser.query<{ hash: string }>(
      `select detail ->> 'original' as hash from audit_log where object_id = $1 and action = 'attachment.upload'`,
      [id],
    );
    return (rows[0]?.hash ?? '').replaceAll(':', '');
  };
});

async function untilArrived(uploader: Uploader, id: string, bytes: number): Promise<void> {
  for (;;) {
    const { body } = await uploader.read(id);
    if (body.state !== 'receiving' || body.receivedBytes >= bytes) return;
    await pause(2);
  }
}

/** What a person would do: look, go on where it stands, look again. */
async function untilReady(uploader: Uploader, id: string, bytes: Buffer): Promise<number> {
  const { offset } = await uploader.position(id);
  if (offset < bytes.length) await uploader.append(id, offset, bytes.subarray(offset));
  for (;;) {
    const { body } = await uploader.read(id);
    if (body.state === 'ready') return offset;
    if (body.state !== 'checking') throw new Error(JSON.stringify(body));
    await pause(50);
  }
}

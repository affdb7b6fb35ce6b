import { randomUUID } from 'node:crypto';
import type { Principal } from '@jingzhun/auth';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import { sessionOf, type Handle } from '@jingzhun/persistence';
import { officer, startEvidence, VILLAGE, type EvidenceService } from '../../test/evidence-service.js';
import { Attachments, canonicalDigest, Signatures, witnessedDigest, type SignatureRecord, type SignRequest } from '../index.js';
import { attachmentRow, signingProof } from '../testing/index.js';

const MEANING = { zh: '同意该户申请？已核对材料', en: 'I agree to the application' };

describe('signatures', () => {
  let service: EvidenceService;
  let signatures: Signatures;
  let attachments: Attachments;
  beforeAll(async () => {
    service = await startEvidence();
    signatures = service.app.get(Signatures);
    attachments = service.app.get(Attachments);
  });
  afterAll(async () => service?.stop());

  const subjectOf = (id: string = randomUUID()) => ({ type: 'case', id, version: 3 });
  const attached = (place = VILLAGE) => attachmentRow(service.superuser, { place, at: service.clock.now() });
  const inUnitOfWork = <T>(principal: Principal, work: (em: Handle) => Promise<T>): Promise<T> =>
    service.db.transaction(sessionOf(principal), work);
  const onClient = <T>(principal: Principal, work: (client: Handle) => Promise<T>): Promise<T> =>
    service.db.connection(sessionOf(principal), work);
  const requestOf = async (principal: Principal, parts: Partial<SignRequest> = {}): Promise<SignRequest> => {
    const content = parts.content ?? { decision: '同意', persons: 4, income: { fen: 280_000, year: 2015 } };
    const refs = parts.attachments ?? [];
    return {
      principal,
      subject: subjectOf(),
      place: VILLAGE as DivisionCode,
      meaning: MEANING,
      content,
      attachments: refs,
      proof: await signingProof(service.issuer, principal, canonicalDigest(content, refs)),
      ...parts,
    };
  };

  it.each([
    ['a unit of work', inUnitOfWork],
    ['a client', onClient],
  ] as const)('an official signs in %s, and everybody of the area sees it', async (_, within) => {
    const principal = officer({ name: '王五' });
    const ref = await attached();
    const request = await requestOf(principal, { attachments: [ref] });
    const record = await within(principal, async (handle) => {
      await attachments.require(handle, [ref.id], { on: request.subject });
      return signatures.sign(handle, request);
    });
    expect(record.statement).toMatchObject({
      department: 'finance',
      place: VILLAGE,
      subject: request.subject,
      digest: canonicalDigest(request.content, [ref]),
      meaning: MEANING,
      signer: {
        kind: 'official',
        official: { accountId: principal.accountId, name: '王五', roles: ['township-officer'], area: '360781102' },
      },
      attachments: [{ id: ref.id, sha256: ref.sha256 }],
      signedAt: '2016-06-15T02:00:00.000Z',
    });
    const cadre = officer({ area: VILLAGE, roles: ['village-cadre'] });
    expect(await inUnitOfWork(cadre, (em) => signatures.of(em, request.subject))).toEqual([record]);
    expect(await onClient(officer({ area: '360781103' }), (client) => signatures.of(client, request.subject))).toEqual([]);
  });

  it('a villager signs on paper: the scanned page is part of what the witness proves', async () => {
    const principal = officer();
    const [minutes, scan] = [await attached(), await attached()];
    const content = { consent: '同意查询', household: 'x' };
    const proof = await signingProof(service.issuer, principal, witnessedDigest(content, [minutes], scan));
    const request = await requestOf(principal, { content, attachments: [minutes], proof });
    const record = await inUnitOfWork(principal, (em) =>
      signatures.witness(em, { ...request, signer: 'villager', scan, kind: 'thumbprint' }),
    );
    expect(record.statement.signer).toEqual({
      kind: 'villager',
      mark: 'thumbprint',
      scan: scan.id,
      witness: { accountId: principal.accountId, name: '李四', roles: ['township-officer'], area: '360781102' },
    });
    expect(record.statement.attachments.map(({ id }) => id).sort()).toEqual([minutes.id, scan.id].sort());
    const withoutScan = await requestOf(principal, { content, attachments: [minutes] });
    await expect(
      inUnitOfWork(principal, (em) => signatures.witness(em, { ...withoutScan, signer: 'villager', scan, kind: 'thumbprint' })),
    ).rejects.toMatchObject({ code: 'signature.proof-for-other-content' });
  });

  describe('a proof', () => {
    const principal = officer();
    const refusedWith = async (code: string, request: SignRequest): Promise<void> => {
      await expect(inUnitOfWork(principal, (em) => signatures.sign(em, request))).rejects.toMatchObject({ code });
      expect(await inUnitOfWork(principal, (em) => signatures.of(em, request.subject))).toEqual([]);
    };
    const content = { a: 1 };
    const digest = canonicalDigest(content, []);

    it('is taken once, also by two at the same moment', async () => {
      const request = await requestOf(principal);
      const outcomes = await Promise.allSettled(
        [1, 2, 3].map(() => inUnitOfWork(principal, (em) => signatures.sign(em, { ...request, subject: { ...request.subject } }))),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'signature.proof-used' });
      await refusedWith('signature.proof-used', { ...request, subject: subjectOf() });
    });

    it('is free again when its transaction came to nothing', async () => {
      const request = await requestOf(principal);
      const undone = inUnitOfWork(principal, async (em) => {
        await signatures.sign(em, request);
        throw new Error('no');
      });
      await expect(undone).rejects.toThrow('no');
      expect(await inUnitOfWork(principal, (em) => signatures.of(em, request.subject))).toEqual([]);
      await inUnitOfWork(principal, (em) => signatures.sign(em, request));
    });

    it('for another content, another attachment, another person or another session is refused', async () => {
      const proof = await signingProof(service.issuer, principal, digest);
      await refusedWith('signature.proof-for-other-content', await requestOf(principal, { content: { a: 2 }, proof }));
      await refusedWith(
        'signature.proof-for-other-content',
        await requestOf(principal, { content, attachments: [await attached()], proof }),
      );
      await refusedWith(
        'signature.proof-of-another',
        await requestOf(principal, { content, proof: await signingProof(service.issuer, officer(), digest) }),
      );
      const elsewhere = { ...principal, sessionId: randomUUID() };
      await refusedWith(
        'signature.proof-of-another',
        await requestOf(principal, { content, proof: await signingProof(service.issuer, elsewhere, digest) }),
      );
    });

    it.each([
      ['expired by a second', { issuedAt: new Date(Date.now() - 121_000) }],
      ['for another audience', { audience: 'urn:jingzhun:api' }],
      ['an access token in disguise', { header: { typ: 'at+jwt' } }],
      ['of another issuer', { issuer: 'http://elsewhere' }],
      ['without an id', { claims: { jti: undefined } }],
      ['with an id that is none', { claims: { jti: 'x' } }],
      ['without a digest', { claims: { digest: undefined } }],
      ['without a session', { claims: { sid: undefined } }],
    ])('%s is refused', async (_, parts) => {
      await refusedWith(
        'signature.proof-refused',
        await requestOf(principal, { content, proof: await signingProof(service.issuer, principal, digest, parts) }),
      );
    });

    it('that is an access token, nothing, or far too long is refused', async () => {
      for (const proof of [await service.tokenFor(principal), '', 'a.b.c', 'x'.repeat(1_000_000)])
        await refusedWith('signature.proof-refused', await requestOf(principal, { content, proof }));
    });
  });

  it('a retracted or exchanged attachment is not signed', async () => {
    const principal = officer();
    const ref = await attached();
    const exchanged = { ...ref, sha256: 'a'.repeat(64) };
    await expect(
      inUnitOfWork(principal, async (em) => signatures.sign(em, await requestOf(principal, { attachments: [exchanged] }))),
    ).rejects.toMatchObject({ code: 'evidence.attachment-retracted' });
    await service.superuser.query(
      `update attachment set retracted_at = $2, retracted_by = $3, retracted_by_name = 'x', retraction_reason = '传错' where id = $1`,
      [ref.id, service.clock.now(), principal.accountId],
    );
    await expect(
      inUnitOfWork(principal, async (em) => signatures.sign(em, await requestOf(principal, { attachments: [ref] }))),
    ).rejects.toMatchObject({ code: 'evidence.attachment-retracted' });
  });

  it('a correction voids what was signed, and everybody still sees it with the reason', async () => {
    const principal = officer();
    const first = await requestOf(principal);
    const second = await requestOf(principal, { subject: { ...first.subject, version: 4 } });
    await inUnitOfWork(principal, (em) => signatures.sign(em, first));
    service.clock.advance(60_000);
    await inUnitOfWork(principal, (em) => signatures.sign(em, second));
    const at = service.clock.now();
    const { type, id } = first.subject;
    const voided = (subject: { type: string; id: string; version?: number }) =>
      inUnitOfWork(principal, (em) => signatures.void(em, subject, { principal, reason: '收入更正？', at }));
    expect(await voided({ type, id, version: 3 })).toBe(1);
    const states = async (): Promise<(string | undefined)[]> =>
      (await inUnitOfWork(principal, (em) => signatures.of(em, { type, id }))).map(
        (record: SignatureRecord) => record.void?.statement.reason,
      );
    expect(await states()).toEqual(['收入更正？', undefined]);
    expect(await voided({ type, id })).toBe(1);
    expect(await voided({ type, id })).toBe(0);
    expect(await states()).toEqual(['收入更正？', '收入更正？']);
  });

  it('nothing of it can be changed or taken away, not even by the owner of the tables', async () => {
    const { default: pg } = await import('pg');
    const owner = new pg.Client({ connectionString: service.database.ownerUrl });
    await owner.connect();
    try {
      for (const table of ['signature', 'signature_attachment', 'signature_void', 'seal_key']) {
        await expect(owner.query(`delete from ${table}`)).rejects.toThrow(/append-only/);
        await expect(owner.query(`update ${table} set seal_key_id = seal_key_id`)).rejects.toThrow(/append-only|does not exist/);
        await expect(owner.query(`truncate ${table} cascade`)).rejects.toThrow(/append-only/);
      }
    } finally {
      await owner.end();
    }
  });

  it('the content is readable for nobody who only has the database', async () => {
    const marker = '赵六的秘密';
    const principal = officer();
    await inUnitOfWork(principal, async (em) => signatures.sign(em, await requestOf(principal, { content: { marker } })));
    const { rows } = await service.superuser.query<{ text: string }>(
      `select string_agg(s::text, '') || (select coalesce(string_agg(a::text, ''), '') from audit_log a)
         || (select string_agg(c::text, '') from signature_content c) as text from signature s`,
    );
    expect(rows[0]?.text).toContain(MEANING.en);
    expect(rows[0]?.text).not.toContain(marker);
    expect(rows[0]?.text).not.toContain(Buffer.from(marker).toString('hex'));
  });
});

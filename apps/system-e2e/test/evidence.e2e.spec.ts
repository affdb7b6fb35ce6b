import { createHash, randomUUID } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { PLACE_MARKS, pictureWithPlace } from '@jingzhun/evidence/testing';
import { Officer } from '../src/officer.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const BASE = '/api/identification/v1';
const TUS = { 'Tus-Resumable': '1.0.0' };

/** Attachments and signatures through the one public door, as the portal asks for them. */
describe('evidence', () => {
  let cadre: Officer;
  beforeAll(async () => {
    cadre = await Officer.signIn(ADDRESS, 'yu.fenggang');
  });

  it('an attachment goes up in pieces through the gateway, comes back without its place, and is gone once retracted', async () => {
    const picture = await pictureWithPlace();
    const id = randomUUID();
    const metadata = [`id ${Buffer.from(id).toString('base64')}`, `filename ${Buffer.from('会议.jpg').toString('base64')}`].join(',');
    const begun = await cadre.request('POST', `${BASE}/uploads`, {
      ...TUS,
      'Upload-Length': String(picture.length),
      'Upload-Metadata': metadata,
    });
    expect([begun.status, begun.headers.get('location')]).toEqual([201, `${BASE}/uploads/${id}`]);
    const half = Math.floor(picture.length / 2);
    for (const [from, to] of [
      [0, half],
      [half, picture.length],
    ] as const) {
      const at = await cadre.request('HEAD', `${BASE}/uploads/${id}`, TUS);
      expect(at.headers.get('upload-offset')).toBe(String(from));
      const headers = { ...TUS, 'Upload-Offset': String(from), 'Content-Type': 'application/offset+octet-stream' };
      expect((await cadre.request('PATCH', `${BASE}/uploads/${id}`, headers, picture.subarray(from, to))).status).toBe(204);
    }
    const { body } = await cadre.get(`${BASE}/attachments/${id}`);
    expect(body).toMatchObject({ state: 'ready', contentType: 'image/jpeg', bytes: expect.any(Number) });
    const { status, bytes } = await cadre.download(`${BASE}/attachments/${id}/content`);
    expect([status, createHash('sha256').update(bytes).digest('hex')]).toEqual([200, (body as { sha256: string }).sha256]);
    expect([picture.includes(PLACE_MARKS.exif), bytes.includes(PLACE_MARKS.exif)]).toEqual([true, false]);
    const { headers } = await cadre.get(`${BASE}/attachments/${id}/content`);
    expect(headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect((await cadre.post(`${BASE}/attachments/${id}/retract`, { reason: '拍错了' })).status).toBe(200);
    expect((await cadre.get(`${BASE}/attachments/${id}/content`)).status).toBe(410);
  });

  const upload = async (content: Buffer, name: string): Promise<{ id: string; status: number; body: unknown }> => {
    const id = randomUUID();
    const metadata = [`id ${Buffer.from(id).toString('base64')}`, `filename ${Buffer.from(name).toString('base64')}`].join(',');
    await cadre.request('POST', `${BASE}/uploads`, { ...TUS, 'Upload-Length': String(content.length), 'Upload-Metadata': metadata });
    const headers = { ...TUS, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
    return { id, ...(await cadre.request('PATCH', `${BASE}/uploads/${id}`, headers, content)) };
  };

  it('a PDF is looked at in a thread of the built service and written anew', async () => {
    const document = await PDFDocument.create();
    document.addPage([200, 200]).drawText('minutes');
    document.setAuthor('somebody');
    const { id, status } = await upload(Buffer.from(await document.save()), '会议记录.pdf');
    expect(status).toBe(204);
    const { bytes } = await cadre.download(`${BASE}/attachments/${id}/content`);
    const again = await PDFDocument.load(bytes, { updateMetadata: false });
    expect([again.getPageCount(), again.getAuthor()]).toEqual([1, undefined]);
  });

  it('a program is refused through the gateway in words of the office', async () => {
    const { status, body } = await upload(Buffer.concat([Buffer.from('MZ\u0090\0', 'latin1'), Buffer.alloc(500)]), '会议.jpg');
    expect([status, (body as { code: string }).code]).toEqual([415, 'evidence.kind-not-allowed']);
  });

  it('the seal’s public half is there for everybody, a proof for who shows the password again', async () => {
    const keys = (await (await fetch(new URL(`${BASE}/seal-keys`, ADDRESS))).json()) as { department: string; keys: { crv: string }[] };
    expect([keys.department, keys.keys.length > 0, keys.keys[0]?.crv]).toEqual(['identification', true, 'Ed25519']);
    const digest = 'ab'.repeat(32);
    const wrong = await cadre.post('/api/gateway/v1/signing-proofs', { password: 'not it', digest });
    expect((wrong.body as { code: string }).code).toBe('signing-proof.password-wrong');
    const right = await cadre.post('/api/gateway/v1/signing-proofs', { password: 'Ruijin-2016-demo', digest });
    expect([right.status, right.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });
});

import { randomUUID } from 'node:crypto';
import { officer, startEvidence, VILLAGE, type EvidenceService } from '../../test/evidence-service.js';
import { Uploader } from '../../test/uploader.js';
import { anyPicture } from '../testing/index.js';

/** What an upload says about itself before a byte is sent. */
describe('the description of an upload', () => {
  let service: EvidenceService;
  let cadre: Uploader;
  let picture: Buffer;
  beforeAll(async () => {
    service = await startEvidence();
    cadre = new Uploader(service, officer({ area: VILLAGE, roles: ['village-cadre'], name: '张三' }));
    picture = await anyPicture();
  });
  afterAll(async () => service?.stop());

  it('a file larger than anything allowed is refused before it is sent', async () => {
    const { status, body } = await cadre.begin(randomUUID(), 314_572_801);
    expect([status, body.code]).toEqual([413, 'evidence.too-large']);
    const id = randomUUID();
    await cadre.begin(id, 100);
    expect((await cadre.append(id, 0, Buffer.alloc(101))).body.code).toBe('evidence.upload-misdescribed');
  });

  it.each([
    ['an id that is none', { id: 'x' }],
    ['no name', { filename: '' }],
    ['an unknown audience', { audience: 'everybody' }],
    ['a place that is none', { place: '36078110220%' }],
    ['half a hash', { sha256: 'abc' }],
  ])('with %s is refused', async (_, metadata) => {
    expect((await cadre.begin(randomUUID(), 10, metadata)).body.code).toBe('evidence.upload-misdescribed');
  });

  it('for a place beyond the own area is refused', async () => {
    const { status, body } = await cadre.begin(randomUUID(), 10, { place: '360781102209' });
    expect([status, body.code]).toEqual([403, 'evidence.upload-outside-area']);
  });

  it('a name can be no path and no header', async () => {
    const { id } = await cadre.upload(picture, { filename: '../../etc/пар"ol\r\nX-Evil: 1\u202egpj.exe' });
    expect((await cadre.read(id)).body.fileName).toBe('пар"ol X-Evil: 1 gpj.exe');
    const { headers } = await cadre.content(id);
    expect(headers.get('x-evil')).toBeNull();
    expect(headers.get('content-disposition')).toContain('.jpg');
    expect(headers.get('content-disposition')).not.toContain('exe');
  });

  it('without the protocol nothing is begun', async () => {
    const { status, body } = await cadre.send('POST', 'uploads', { headers: { 'Tus-Resumable': '' } });
    expect([status, body.code]).toEqual([415, 'evidence.upload-protocol']);
  });
});

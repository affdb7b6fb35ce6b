import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { Upload as TusUpload } from 'tus-js-client';
import { officer, startEvidence, VILLAGE, type EvidenceService } from '../../test/evidence-service.js';
import { sha256, Uploader } from '../../test/uploader.js';
import { PLACE_MARKS, pictureWithPlace, recordingWithPlace } from '../testing/made-files.js';

const holds = (bytes: Buffer, mark: string): boolean => bytes.includes(Buffer.from(mark, 'latin1'));

describe('uploads', () => {
  let service: EvidenceService;
  let cadre: Uploader;
  let picture: Buffer;
  beforeAll(async () => {
    service = await startEvidence();
    cadre = new Uploader(service, officer({ area: VILLAGE, roles: ['village-cadre'], name: '张三' }));
    picture = await pictureWithPlace();
  });
  afterAll(async () => service?.stop());

  const auditOf = async (id: string): Promise<{ action: string; result: string; detail: Record<string, unknown> }[]> =>
    (await service.superuser.query('select action, result, detail from audit_log where object_id = $1 order by txid', [id])).rows;

  it('a picture arrives in pieces, and what is stored has no place any more', async () => {
    const id = randomUUID();
    const begun = await cadre.begin(id, picture.length, { place: VILLAGE });
    expect([begun.status, begun.headers.get('location')]).toEqual([201, `/api/finance/v1/uploads/${id}`]);
    expect(begun.headers.get('access-control-allow-origin')).toBeNull();
    expect(Date.parse(begun.headers.get('upload-expires') ?? '')).toBeGreaterThan(Date.now() + 71 * 3_600_000);
    const cuts = [0, 1, 17, 5_000, picture.length - 1, picture.length];
    for (const [i, from] of cuts.slice(0, -1).entries()) {
      expect(await cadre.position(id)).toEqual({ status: 200, offset: from });
      expect((await cadre.read(id)).body).toMatchObject({ state: 'receiving', bytes: picture.length, receivedBytes: from });
      expect((await cadre.append(id, from, picture.subarray(from, cuts[i + 1]))).status).toBe(204);
    }
    expect(await cadre.position(id)).toEqual({ status: 200, offset: picture.length });
    const { body } = await cadre.read(id);
    expect(body).toMatchObject({
      state: 'ready',
      fileName: '会议照片.jpg',
      contentType: 'image/jpeg',
      place: VILLAGE,
      audience: 'area',
      capturedOn: '2016-05-03',
      uploadedBy: { name: '张三' },
      uploadedAt: '2016-06-15T02:00:00.000Z',
      object: null,
      signatures: 0,
      retraction: null,
      problem: null,
    });
    const { status, headers, bytes } = await cadre.content(id);
    expect([status, headers.get('content-type'), headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual([
      200,
      'image/jpeg',
      'nosniff',
      'no-store',
    ]);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="attachment.jpg"; filename*=UTF-8''${encodeURIComponent('会议照片')}.jpg`,
    );
    expect([bytes.length, sha256(bytes)]).toEqual([body.bytes, body.sha256]);
    expect(holds(picture, PLACE_MARKS.exif)).toBe(true);
    for (const mark of [PLACE_MARKS.exif, PLACE_MARKS.xml, 'Exif']) expect([mark, holds(bytes, mark)]).toEqual([mark, false]);
    const trail = await auditOf(id);
    expect(trail.map(({ action, result }) => [action, result])).toEqual([
      ['attachment.upload', 'success'],
      ['attachment.download', 'success'],
    ]);
    expect(String(trail[0]?.detail['original']).replaceAll(':', '')).toBe(sha256(picture));
    expect(String(trail[0]?.detail['stored']).replaceAll(':', '')).toBe(body.sha256);
  });

  it('nothing on the disk can be read without the keys, while it arrives and afterwards, and no name tells anything', async () => {
    const id = randomUUID();
    const before = service.files();
    await cadre.begin(id, picture.length, { filename: '刘大山身份证.jpg' });
    await cadre.append(id, 0, picture.subarray(0, 9_000));
    const arriving = service.files().filter((file) => !before.includes(file));
    expect(arriving).toHaveLength(1);
    const plain = picture.subarray(100, 164);
    expect(readFileSync(arriving[0] ?? '').includes(plain)).toBe(false);
    await cadre.append(id, 9_000, picture.subarray(9_000));
    const stored = service.files().filter((file) => !before.includes(file));
    expect(stored).toHaveLength(1);
    expect(stored[0]).toMatch(/\/attachments\/([0-9a-f]{2})\/\1[0-9a-f]{30}\.sealed$/);
    expect(stored[0]).not.toContain(id);
    const sealed = readFileSync(stored[0] ?? '');
    const { bytes } = await cadre.content(id);
    expect(sealed.includes(bytes.subarray(100, 164))).toBe(false);
    const { rows } = await service.superuser.query(
      `select (select string_agg(a::text, '') from attachment a) || (select string_agg(l::text, '') from audit_log l) as text`,
    );
    expect(rows[0].text).not.toContain('刘大山');
    // a file that was altered, cut or exchanged is not handed out
    for (const change of [
      () => truncateSync(stored[0] ?? '', sealed.length - 1),
      () => writeFileSync(stored[0] ?? '', Buffer.alloc(sealed.length, 1)),
    ]) {
      change();
      const answer = await cadre.content(id);
      expect([answer.status, answer.bytes.toString()]).toEqual([500, expect.stringContaining('evidence.attachment-damaged')]);
    }
    writeFileSync(stored[0] ?? '', sealed);
    expect((await cadre.content(id)).bytes.equals(bytes)).toBe(true);
  });

  it('a video keeps its positions and loses the place', async () => {
    const source = recordingWithPlace({ brand: 'qt  ' });
    const { id, status } = await cadre.upload(source, { filename: '民主评议.MOV' });
    expect(status).toBe(204);
    const { bytes, headers } = await cadre.content(id);
    expect([headers.get('content-type'), bytes.length]).toEqual(['video/quicktime', source.length]);
    for (const mark of Object.values(PLACE_MARKS)) expect([mark, holds(source, mark), holds(bytes, mark)]).toEqual([mark, true, false]);
    expect(bytes.indexOf('picture-two')).toBe(source.indexOf('picture-two'));
  });

  it('the usual client goes on where the connection broke', async () => {
    const id = randomUUID();
    const requests: string[] = [];
    let broken = false;
    const token = await service.tokenFor(cadre.principal);
    await new Promise<void>((resolve, reject) => {
      const upload = new TusUpload(picture, {
        endpoint: `${service.url}/uploads`,
        chunkSize: 20_000,
        metadata: { id, filename: 'a.jpg' },
        headers: { Authorization: `Bearer ${token}` },
        retryDelays: [10, 10],
        onBeforeRequest: (request) => {
          requests.push(request.getMethod());
          if (request.getMethod() === 'PATCH' && requests.filter((method) => method === 'PATCH').length === 2 && !broken) {
            broken = true;
            throw new Error('no signal');
          }
        },
        onSuccess: () => resolve(),
        onError: reject,
      });
      upload.start();
    });
    expect(broken).toBe(true);
    expect(requests).toContain('HEAD');
    expect((await cadre.read(id)).body.state).toBe('ready');
  });

  it('a connection that dies in the middle of a piece leaves what arrived', async () => {
    const id = randomUUID();
    await cadre.begin(id, picture.length);
    const bytesOnDisk = (): number => service.files().reduce((sum, file) => sum + statSync(file).size, 0);
    const before = bytesOnDisk();
    const abort = new AbortController();
    const slow = new ReadableStream<Uint8Array>({
      async pull(controller) {
        // who hung up sends nothing more, and this process can end
        if (abort.signal.aborted) return controller.error(abort.signal.reason);
        controller.enqueue(new Uint8Array(picture.subarray(0, 30_000)));
        while (bytesOnDisk() < before + 30_000) await new Promise((resolve) => setTimeout(resolve, 10));
        abort.abort();
      },
    });
    const token = await service.tokenFor(cadre.principal);
    await expect(
      fetch(`${service.url}/uploads/${id}`, {
        method: 'PATCH',
        headers: {
          Authorization: `Bearer ${token}`,
          'Tus-Resumable': '1.0.0',
          'Upload-Offset': '0',
          'Content-Type': 'application/offset+octet-stream',
        },
        body: slow,
        signal: abort.signal,
        duplex: 'half',
      }),
    ).rejects.toThrow();
    const { offset } = await cadre.position(id);
    expect(offset).toBe(30_000);
    expect((await cadre.append(id, offset, picture.subarray(offset))).status).toBe(204);
    expect((await cadre.read(id)).body.state).toBe('ready');
  });

  it('the same id again is the same upload: begun, half-way, finished', async () => {
    const id = randomUUID();
    const begin = () => cadre.begin(id, picture.length);
    expect((await Promise.all([begin(), begin(), begin()])).map(({ status }) => status)).toEqual([201, 201, 201]);
    await cadre.append(id, 0, picture.subarray(0, 1_000));
    expect((await begin()).status).toBe(201);
    expect(await cadre.position(id)).toEqual({ status: 200, offset: 1_000 });
    expect((await cadre.append(id, 0, picture)).body.code).toBe('evidence.upload-offset');
    await cadre.append(id, 1_000, picture.subarray(1_000));
    expect((await begin()).status).toBe(201);
    expect(await cadre.position(id)).toEqual({ status: 200, offset: picture.length });
    const { rows } = await service.superuser.query('select count(*)::int as count from attachment where id = $1', [id]);
    expect(rows).toEqual([{ count: 1 }]);
    expect((await cadre.begin(id, picture.length + 1)).body.code).toBe('evidence.upload-id-used');
    const another = new Uploader(service, officer({ area: VILLAGE, roles: ['village-cadre'] }));
    expect((await another.begin(id, picture.length)).body.code).toBe('evidence.upload-id-used');
  });

  it('an upload is its maker’s alone', async () => {
    const id = randomUUID();
    await cadre.begin(id, picture.length);
    const another = new Uploader(service, officer({ area: VILLAGE, roles: ['village-cadre'] }));
    expect((await another.position(id)).status).toBe(404);
    expect((await another.append(id, 0, picture)).body.code).toBe('evidence.upload-not-found');
    expect((await another.send('DELETE', `uploads/${id}`)).body.code).toBe('evidence.upload-not-found');
    expect((await cadre.send('DELETE', `uploads/${id}`)).status).toBe(204);
    expect((await cadre.position(id)).status).toBe(404);
    expect((await cadre.read(id)).body.code).toBe('evidence.attachment-not-found');
  });

  it.each([
    [
      'a program called photo.jpg',
      () => Buffer.concat([Buffer.from('MZ\u0090\0', 'latin1'), Buffer.alloc(500)]),
      'evidence.kind-not-allowed',
      415,
    ],
    ['a web page called photo.jpg', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'evidence.kind-not-allowed', 415],
    ['half a picture', () => picture.subarray(0, picture.length / 2), 'evidence.picture-unreadable', 422],
    ['a stream in fragments', () => recordingWithPlace({ fragmented: true }), 'evidence.recording-in-fragments', 422],
  ])('%s is refused with the way out, leaves no file, and says so to whoever asks again', async (_, make, code, status) => {
    const before = service.files();
    const bytes = make();
    const { id, ...answer } = await cadre.upload(bytes, { filename: 'photo.jpg' });
    expect(answer).toMatchObject({ status, body: { code, detail: expect.any(String), next: expect.any(String) } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(service.files()).toEqual(before);
    expect((await cadre.read(id)).body).toMatchObject({ state: 'refused', problem: { code, next: answer.body.next } });
    expect((await cadre.position(id)).status).toBe(status);
    expect((await cadre.begin(id, bytes.length)).body.code).toBe(code);
    expect(await auditOf(id)).toEqual([{ action: 'attachment.upload', result: 'refused', detail: { code, bytes: bytes.length } }]);
  });

  it('a file that was damaged on the way is refused where the client knew its hash', async () => {
    expect((await cadre.upload(picture, { sha256: sha256(picture) })).status).toBe(204);
    expect((await cadre.upload(picture, { sha256: 'a'.repeat(64) })).body.code).toBe('evidence.upload-damaged');
  });

  it('whose file was lost, as after a restore, begins again', async () => {
    const id = randomUUID();
    const before = service.files();
    await cadre.begin(id, picture.length);
    await cadre.append(id, 0, picture.subarray(0, 500));
    for (const file of service.files().filter((name) => !before.includes(name))) rmSync(file);
    expect(await cadre.position(id)).toEqual({ status: 200, offset: 0 });
    expect((await cadre.append(id, 0, picture)).status).toBe(204);
    expect((await cadre.read(id)).body.state).toBe('ready');
  });

  it('what expired is forgotten with its file', async () => {
    const id = randomUUID();
    const before = service.files();
    await cadre.begin(id, picture.length);
    await cadre.append(id, 0, picture.subarray(0, 500));
    expect(service.files()).toHaveLength(before.length + 1);
    await service.superuser.query(`update upload set expires_at = '2016-01-01' where id = $1`, [id]);
    expect((await cadre.position(id)).status).toBe(404);
    await service.upkeep.kick();
    expect(service.files()).toEqual(before);
    expect((await service.superuser.query('select from upload where id = $1', [id])).rowCount).toBe(0);
  });

  it('two hundred unfinished ones are enough', async () => {
    const hoarder = new Uploader(service, officer({ area: VILLAGE }));
    await service.superuser.query(
      `insert into upload (id, village_code, audience, account_id, account_name, account_roles, account_area, file_name_cipher, bytes, stored_name, key_cipher,
         began_at, expires_at)
       select uuidv7(), $1, 'area', $2, 'x', '{}', $1, '\\x00', 10, 'hoard' || i, '\\x00', '2016-01-01', '2999-01-01' from generate_series(1, 200) i`,
      [VILLAGE, hoarder.principal.accountId],
    );
    expect((await hoarder.begin(randomUUID(), 10)).body.code).toBe('evidence.too-many-uploads');
  });
});

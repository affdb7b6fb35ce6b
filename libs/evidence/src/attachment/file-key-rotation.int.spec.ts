import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { FileCipher, KeyRing, keyIdOf, Vault } from '@jingzhun/vault';
import { memoryKeyRing } from '@jingzhun/vault/testing';
import { officer, startEvidence, VILLAGE, type EvidenceService } from '../../test/evidence-service.js';
import { Uploader } from '../../test/uploader.js';
import { anyPicture } from '../testing/index.js';
import { EVIDENCE_CIPHERS, FileKeyRotation } from './file-key-rotation.js';
import { StoredFiles } from './stored-files.js';

describe('rotation of the file key', () => {
  let service: EvidenceService;
  beforeAll(async () => {
    service = await startEvidence();
  });
  afterAll(async () => service?.stop());

  it('encrypts stored attachments anew, each once, and the old key is no longer needed', async () => {
    const uploader = new Uploader(service, officer({ area: VILLAGE, roles: ['village-cadre'] }));
    const ids = [(await uploader.upload(await anyPicture())).id, (await uploader.upload(await anyPicture())).id];
    const contents = await Promise.all(ids.map(async (id) => (await uploader.content(id)).bytes));
    const before = service.app.get(Vault, { strict: false }).keys.file.active;
    const added = memoryKeyRing().active;
    const folder = path.join(service.folder, 'data', 'finance', 'attachments');
    const rotated = new FileKeyRotation(service.db, new StoredFiles(folder, new FileCipher(new KeyRing([before, added]))));
    const stopped = await rotated.rotate({ signal: AbortSignal.abort(), done: () => undefined });
    expect(stopped).toBe(0);
    const seen: number[] = [];
    expect(await rotated.rotate({ signal: new AbortController().signal, done: (files) => seen.push(files) })).toBe(2);
    expect(seen).toEqual([1, 2]);
    expect(await rotated.rotate({ signal: new AbortController().signal, done: () => undefined })).toBe(0);
    for (const file of service.files()) expect(readFileSync(file).readUInt32BE(1)).toBe(added.id);

    const alone = new StoredFiles(folder, new FileCipher(new KeyRing([added])));
    const { rows } = await service.superuser.query<{ id: string; stored_name: string }>('select id, stored_name from attachment');
    for (const { id, stored_name: name } of rows)
      expect((await buffer(alone.read(name, id))).equals(contents[ids.indexOf(id)] ?? Buffer.of())).toBe(true);
  });

  it('every column with ciphertext is on the list for the field key', async () => {
    const { rows } = await service.superuser.query<{ place: string }>(
      `select table_name || '.' || column_name as place from information_schema.columns
       where table_schema = 'public' and column_name like '%\\_cipher' order by 1`,
    );
    expect(rows.map(({ place }) => place)).toEqual(EVIDENCE_CIPHERS.map(({ table, column }) => `${table}.${column}`).sort());
    await service.superuser.query(`update attachment set file_name_cipher = file_name_cipher`);
    const { rows: names } = await service.superuser.query<{ cipher: Buffer }>('select file_name_cipher as cipher from attachment');
    for (const { cipher } of names) expect(keyIdOf(cipher)).toBe(service.app.get(Vault, { strict: false }).keys.field.active.label);
  });
});

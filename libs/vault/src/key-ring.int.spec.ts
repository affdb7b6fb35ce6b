import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeysRefused } from './errors.js';
import { keyIdOf } from './field-cipher.js';
import { makeKey } from './key-file.js';
import { addKey, findNextIndexKey, makeNextIndexKey, openDepartmentKeys, openMatchKey, putNextIndexKeyInPlace } from './key-ring.js';
import { planRotation, staleCondition } from './rotation.js';
import { openMatchKeys, openVault } from './vault.js';

const now = new Date('2026-11-24T00:00:00Z');
const place = { table: 'person', column: 'id_cipher', rowId: '1' };

describe('keys in files', () => {
  let keysFolder: string;
  const file = (name: string): string => join(keysFolder, 'identification', `${name}.json`);
  const openAll = () => openVault({ keysFolder, department: 'identification', now });

  beforeEach(() => {
    keysFolder = mkdtempSync(join(tmpdir(), 'keys-'));
  });
  afterEach(() => rmSync(keysFolder, { recursive: true, force: true }));

  it('are made at the first start, for the owner only, and kept at the second', () => {
    const first = openAll();
    expect(readdirSync(join(keysFolder, 'identification')).sort()).toEqual(['digest.json', 'field.json', 'file.json', 'index.json']);
    for (const name of ['field', 'index', 'digest', 'file']) expect(statSync(file(name)).mode & 0o777).toBe(0o600);
    const second = openAll();
    expect(second.fields.decrypt(first.fields.encrypt('text', place), place)).toBe('text');
    expect(second.index.of('phone', '13800000000')).toEqual(first.index.of('phone', '13800000000'));
    expect(second.digest.of('x')).toEqual(first.digest.of('x'));
  });

  it('differ between departments and purposes', () => {
    openAll();
    openVault({ keysFolder, department: 'finance', now });
    const keys = ['identification', 'finance'].flatMap((department) =>
      ['field', 'index', 'digest', 'file'].map(
        (name) => JSON.parse(readFileSync(join(keysFolder, department, `${name}.json`), 'utf8'))[0].key,
      ),
    );
    expect(new Set(keys).size).toBe(8);
  });

  it('of the index are replaced in two steps; the old one serves until the next is put in place', () => {
    const folder = join(keysFolder, 'identification');
    const { index } = openAll();
    expect(findNextIndexKey(folder)).toBeUndefined();
    const next = makeNextIndexKey(folder, now);
    expect(next.active.label).not.toBe(openAll().keys.index.active.label);
    expect(makeNextIndexKey(folder, now).active.label).toBe(next.active.label);
    expect(openAll().index.of('phone', '13800000000')).toEqual(index.of('phone', '13800000000'));
    putNextIndexKeyInPlace(folder);
    expect(openAll().keys.index.active.label).toBe(next.active.label);
    expect(findNextIndexKey(folder)).toBeUndefined();
  });

  it('match.json is shared by the county', () => {
    const id = '36078119600101123X';
    expect(openMatchKeys({ keysFolder, now }).of(id, 'a')).toBe(openMatchKeys({ keysFolder, now }).of(id, 'b'));
    expect(statSync(join(keysFolder, 'county', 'match.json')).mode & 0o777).toBe(0o600);
  });

  it.each([0o604, 0o644, 0o660, 0o602])('stop the start when the mode is %o', (mode) => {
    openAll();
    chmodSync(file('index'), mode);
    expect(openAll).toThrow(
      expect.objectContaining({ code: 'vault.keys-open-to-others', message: expect.stringMatching(/chmod 600.*权限/s) }),
    );
  });

  it('may be readable by a group, as container secrets are', () => {
    openAll();
    chmodSync(file('index'), 0o440);
    expect(openAll).not.toThrow();
  });

  it.each(['field', 'index', 'digest', 'file'])('stop the start when only %s.json is missing, and no new key takes its place', (name) => {
    openAll();
    rmSync(file(name));
    expect(openAll).toThrow(expect.objectContaining({ code: 'vault.keys-missing' }));
    expect(existsSync(file(name))).toBe(false);
  });

  it('are completed after a first start that was interrupted', () => {
    openAll();
    rmSync(file('field'));
    writeFileSync(join(keysFolder, 'identification', '.creating'), '');
    openAll();
    expect(existsSync(file('field'))).toBe(true);
    expect(existsSync(join(keysFolder, 'identification', '.creating'))).toBe(false);
  });

  it.each(['', '{}', '[]', 'not json', '[{"id":"zz","createdAt":"2026-01-01T00:00:00Z","key":"AAAA"}]'])(
    'stop the start when damaged: %p',
    (text) => {
      openAll();
      writeFileSync(file('digest'), text);
      expect(openAll).toThrow(expect.objectContaining({ code: 'vault.keys-damaged' }));
    },
  );

  it('never show a key in the message', () => {
    const key = makeKey(now);
    openAll();
    writeFileSync(file('field'), JSON.stringify([{ ...key, id: 'broken' }]));
    let message = '';
    try {
      openAll();
    } catch (error) {
      message = (error as KeysRefused).message;
    }
    expect(message).toContain('field.json');
    expect(message).not.toContain(key.key);
  });

  it('of index, digest and match stay single', () => {
    openAll();
    const keys = JSON.parse(readFileSync(file('index'), 'utf8'));
    writeFileSync(file('index'), JSON.stringify([...keys, makeKey(now)]));
    expect(openAll).toThrow(expect.objectContaining({ code: 'vault.keys-more-than-one-key' }));
    expect(() => openMatchKey(join(keysFolder, 'county'), now)).not.toThrow();
  });

  it('rotate: a new key encrypts, the old one reads, and the plan names what is left', () => {
    const before = openAll();
    const rows = ['a', 'b', 'c'].map((rowId) => ({ rowId, cipher: before.fields.encrypt(rowId, { ...place, rowId }) }));
    const oldId = keyIdOf(rows[0]?.cipher as Buffer);
    const newId = addKey(join(keysFolder, 'identification'), 'field', now);
    const after = openAll();
    const plan = planRotation([...rows, { rowId: 'd', cipher: null }], (row) => row.cipher, after.keys.field);
    expect(plan.stale).toHaveLength(3);
    expect([...plan.inUse]).toEqual([[oldId, 3]]);
    for (const row of plan.stale) {
      const at = { ...place, rowId: row.rowId };
      row.cipher = after.fields.encrypt(after.fields.decrypt(row.cipher as Buffer, at), at);
    }
    expect(planRotation(rows, (row) => row.cipher, after.keys.field)).toEqual({ stale: [], inUse: new Map() });
    expect(staleCondition('household.phone_cipher', after.keys.field).parameter.toString('hex')).toBe(newId);
    expect(() => staleCondition('phone; drop table x', after.keys.field)).toThrow();
  });

  it('are one and the same when several processes start at once', async () => {
    mkdirSync(join(keysFolder, 'county'));
    const script = `
      const { openDepartmentKeys, openMatchKey } = await import(process.argv[1]);
      const now = new Date(0);
      console.log(openMatchKey(process.argv[2] + '/county', now).active.label, openDepartmentKeys(process.argv[2] + '/medical', now).field.active.label);`;
    const loader = join(import.meta.dirname, '../../../tools/ts.mjs');
    const outputs = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const child = spawn(process.execPath, [
          '--import',
          loader,
          '--input-type=module',
          '-e',
          script,
          join(import.meta.dirname, 'key-ring.ts'),
          keysFolder,
        ]);
        let out = '';
        child.stdout.on('data', (data) => (out += String(data)));
        child.stderr.on('data', (data) => (out += String(data)));
        await once(child, 'close');
        return out.trim();
      }),
    );
    expect(outputs[0]).toMatch(/^[0-9a-f]{8} [0-9a-f]{8}$/);
    expect(new Set(outputs).size).toBe(1);
    expect(openDepartmentKeys(join(keysFolder, 'medical'), now).field.active.label).toBe(outputs[0]?.split(' ')[1]);
  });
});

import { run, type Handle } from '@jingzhun/persistence';
import type { SignatureRecord, SignatureStatement, VoidStatement } from './signature-statement.js';

interface Row {
  statement: SignatureStatement;
  seal_key_id: string;
  seal: string;
  void_statement: VoidStatement | null;
  void_seal_key_id: string | null;
  void_seal: string | null;
}

const SELECT = `select s.statement, s.seal_key_id, encode(s.seal, 'hex') as seal, v.statement as void_statement, v.seal_key_id as void_seal_key_id,
  encode(v.seal, 'hex') as void_seal from signature s left join signature_void v on v.signature_id = s.id`;

export async function readRecords(handle: Handle, condition: string, values: readonly unknown[]): Promise<SignatureRecord[]> {
  const rows = await run<Row>(handle, `${SELECT} where ${condition} order by s.signed_at, s.id`, values);
  return rows.map((row) => ({
    statement: row.statement,
    seal: sealOf(row.seal_key_id, row.seal),
    void:
      row.void_statement && row.void_seal_key_id && row.void_seal
        ? { statement: row.void_statement, seal: sealOf(row.void_seal_key_id, row.void_seal) }
        : null,
  }));
}

const sealOf = (keyId: string, hex: string): SignatureRecord['seal'] => ({ keyId, value: Buffer.from(hex, 'hex').toString('base64url') });

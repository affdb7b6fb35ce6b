// Checks an exported signature with nothing but Node: node verify-signature.mjs record.json seal-keys.json [attachment files]
//   record.json     GET /api/<department>/v1/signatures/<id>/export
//   seal-keys.json  GET /api/<department>/v1/seal-keys, from a source you trust: whoever gives you both could have made both
// Ends with 0 genuine and standing · 1 something is not what was signed · 2 called wrongly · 3 genuine but void
import { createHash, createPublicKey, verify as verifyBytes } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const SIGNATURE = 'jingzhun-signature-1';
const VOID = 'jingzhun-signature-void-1';

/** RFC 8785: members sorted by UTF-16 code units, numbers and strings as JSON.stringify writes them. */
export function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** What is wrong with one sealed statement; nothing when the seal is genuine. */
function sealFaults(statement, seal, format, at, { keys, department }) {
  const faults = [];
  if (statement?.format !== format) faults.push(['格式不是本系统的签名', `the format is not ${format}`]);
  if (statement?.department !== department) faults.push(['不是该部门的签名', 'sealed by another department than the keys belong to']);
  const key = keys.find(({ kid }) => kid === seal?.keyId);
  if (!key) return [...faults, ['印章密钥不在公布的清单中', 'the key of the seal is not among the published ones']];
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.x }, format: 'jwk' });
  const genuine = verifyBytes(null, Buffer.from(canonical(statement)), publicKey, Buffer.from(String(seal.value), 'base64url'));
  if (!genuine) faults.push(['印章不符：签名记录被改动过', 'the seal does not fit: the record was altered']);
  if (!(Date.parse(at) >= Date.parse(key.createdAt))) faults.push(['签名时间早于印章密钥', 'signed before the key of its seal was made']);
  return faults;
}

/**
 * @param record parsed export
 * @param published parsed list of seal keys
 * @param files {name, bytes} of attachments
 * @returns faults and notes as [Chinese, English]
 */
export function verifySignature(record, published, files = []) {
  const { statement, seal, content } = record;
  const faults = sealFaults(statement, seal, SIGNATURE, statement?.signedAt, published);
  const notes = [];
  const attachments = statement?.attachments ?? [];
  const hashes = attachments.map((attachment) => attachment.sha256).sort();
  if (sha256(Buffer.from(canonical({ attachments: hashes, content }))) !== statement?.digest)
    faults.push(['内容与签名时的摘要不符', 'content or list of attachments is not what was signed']);
  const { signer } = statement ?? {};
  if (signer?.kind === 'villager' && !attachments.some(({ id }) => id === signer.scan))
    faults.push(['没有村民签字的扫描页', 'the page with the villager’s mark is not among the attachments']);
  const given = files.map(({ name, bytes }) => ({ name, hash: sha256(bytes) }));
  for (const { name, hash } of given) {
    if (!hashes.includes(hash)) faults.push([`文件“${name}”不是所签的附件`, `the file "${name}" is none of the signed attachments`]);
  }
  for (const { id, sha256: hash } of attachments) {
    if (!given.some((file) => file.hash === hash)) notes.push([`附件 ${id} 未提供，未核对`, `attachment ${id} was not given, not checked`]);
  }
  if (record.void) {
    faults.push(...sealFaults(record.void.statement, record.void.seal, VOID, record.void.statement?.voidedAt, published));
    if (record.void.statement?.signatureId !== statement?.id)
      faults.push(['作废说明属于另一签名', 'the voiding belongs to another signature']);
  } else notes.push(['导出之后是否作废，以系统为准', 'whether it was voided after the export, the system knows']);
  return { faults, notes, isVoid: Boolean(record.void) };
}

function describe({ statement, void: voided }, { faults, notes, isVoid }) {
  const lines = faults.map(([zh, en]) => `✗ ${zh} · ${en}`);
  if (faults.length === 0) {
    const { signer, meaning, subject, signedAt, place } = statement;
    const official = signer.official ?? signer.witness;
    lines.push(
      `✓ 真实 genuine: ${meaning.zh} · ${meaning.en}`,
      `  ${subject.type} ${subject.id} · 版本 version ${subject.version} · ${place}`,
      `  ${signer.kind === 'villager' ? `村民 villager (${signer.mark}), 见证 witnessed by ` : ''}${official.name} (${official.roles.join(', ')}, ${official.area}) · ${signedAt}`,
    );
    if (isVoid) lines.push(`! 已作废 void since ${voided.statement.voidedAt}: ${voided.statement.reason}`);
  }
  return [...lines, ...notes.map(([zh, en]) => `- ${zh} · ${en}`)].join('\n');
}

function main([recordFile, keysFile, ...attachmentFiles]) {
  if (!recordFile || !keysFile) {
    process.stderr.write('node verify-signature.mjs record.json seal-keys.json [附件文件 attachment files]\n');
    return 2;
  }
  const record = JSON.parse(readFileSync(recordFile, 'utf8'));
  const published = JSON.parse(readFileSync(keysFile, 'utf8'));
  const result = verifySignature(
    record,
    published,
    attachmentFiles.map((file) => ({ name: basename(file), bytes: readFileSync(file) })),
  );
  process.stdout.write(`${describe(record, result)}\n`);
  for (const { kid, x } of published.keys)
    process.stdout.write(`- 印章密钥 seal key ${kid} ${sha256(Buffer.from(x, 'base64url')).slice(0, 16)}\n`);
  if (result.faults.length > 0) return 1;
  return result.isVoid ? 3 : 0;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`✗ 文件无法读取 a file cannot be read: ${error.message}\n`);
    process.exitCode = 1;
  }
}

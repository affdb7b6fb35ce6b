import pg from 'pg';
import { clockFromEnvironment, variableOf, type Department } from '@jingzhun/persistence';
import { headFileOf } from './head-file.js';
import { HeadWitness } from './head-witness.js';
import { verifyChain, type ChainFault, type Verification } from './verify-chain.js';

const MEANING: Record<ChainFault, string> = {
  altered: '日志记录被修改 · the log row was altered',
  missing: '日志记录被删除 · the log row was deleted',
  broken: '链在此处被删除、插入或修改 · a chain row was removed, inserted or altered here',
  inserted: '事后补插的记录 · the row was inserted afterwards with an earlier time',
  unlinked: '记录长时间未入链 · the row has waited too long to be linked',
  cut: '链的末端与库外保存的链头不符 · the end of the chain is not the head kept outside the database',
};

/**
 * `node apps/<department>/dist/audit-verify.js`: prints the result and ends with 0 (intact) or 1.
 * Reads the same variables as the service; the database may be given as the first argument instead.
 */
export async function runAuditVerify(department: Department): Promise<void> {
  const url = process.argv[2] ?? process.env[variableOf(department, 'DATABASE_URL')];
  if (!url) throw new Error(`${variableOf(department, 'DATABASE_URL')} is not set: the URL of the department's database`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const witness = await new HeadWitness(headFileOf(department)).read();
    const result = await verifyChain(client, { now: clockFromEnvironment().now(), ...(witness && { witness }) });
    process.stdout.write(describeVerification(department, result));
    process.exitCode = result.intact ? 0 : 1;
  } finally {
    await client.end();
  }
}

/** Text for the auditor: the finding, and the head to note down. */
export function describeVerification(department: Department, { intact, verified, waiting, head, first }: Verification): string {
  const lines = [
    `${department}: ${intact ? '完整 intact' : '不完整 NOT INTACT'} · ${verified} rows verified, ${waiting} not linked yet`,
    `head ${head.seq} ${head.hash}`,
  ];
  if (first)
    lines.splice(
      1,
      0,
      `first bad row: ${first.fault} · seq ${first.seq ?? '-'} · audit id ${first.auditId ?? '-'} · ${MEANING[first.fault]}`,
    );
  return `${lines.join('\n')}\n`;
}

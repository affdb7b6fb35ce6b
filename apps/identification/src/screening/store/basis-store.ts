import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { canonicalJson, type JsonValue } from '@jingzhun/evidence';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, type Handle, newId, run } from '@jingzhun/persistence';
import { compileJudge, type Judge } from '../rules/judge.js';
import type { RegisterKind } from '../rules/register-kind.js';
import { RuleSet } from '../rules/rule-set.js';
import type { Basis, RegisterInForce } from '../rules/subject.js';

export interface StoredBasis {
  readonly id: string;
  readonly judge: Judge;
}

interface ImportRow {
  id: string;
  kind: RegisterKind;
  sequence: number;
  as_of: PlainDate;
  authority: string;
  source_document: string;
}

const IN_FORCE = `select distinct on (kind) id, kind, sequence::int as sequence, as_of::text as as_of, authority, source_document
  from register_import where state = 'taken' and facts_deleted_at is null order by kind, as_of desc, sequence desc`;
const KEPT = 30;

/** What subjects are judged by, stored once for all who are judged by the same, and compiled once for a process. */
@Injectable()
export class BasisStore {
  private readonly compiled = new Map<string, Judge>();

  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** The latest extract of each register that has been taken and is still kept. */
  async registersInForce(handle: Handle): Promise<Basis['registers']> {
    const rows = await run<ImportRow>(handle, IN_FORCE, []);
    return Object.fromEntries(rows.map((row): [string, RegisterInForce] => [row.kind, inForceOf(row)]));
  }

  /** Finds or stores it. */
  async ensure(handle: Handle, basis: Basis, parameters: Readonly<Record<string, string>>): Promise<StoredBasis> {
    const content = { ruleSet: basis.ruleSet, registers: basis.registers } as unknown as JsonValue;
    const digest = createHash('sha256')
      .update(canonicalJson({ content, judgedOn: basis.judgedOn }))
      .digest();
    const known = await run<{ id: string }>(handle, 'select id from screening_basis where digest = $1', [digest]);
    const id = known[0]?.id ?? newId(this.clock);
    if (!known[0])
      await run(
        handle,
        `insert into screening_basis (id, digest, rule_set_version, judged_on, content, parameters, made_at)
         values ($1::uuid, $2, $3, $4, $5::jsonb, $6::jsonb, $7) on conflict (digest) do nothing`,
        [id, digest, basis.ruleSet.version, basis.judgedOn, JSON.stringify(content), JSON.stringify(parameters), this.clock.now()],
      );
    // somebody else may have stored the same at the same time
    const [row] = known[0] ? known : await run<{ id: string }>(handle, 'select id from screening_basis where digest = $1', [digest]);
    if (!row) throw new Error('a basis that was stored is gone');
    return { id: row.id, judge: this.compile(row.id, () => basis) };
  }

  /** As it was stored, whatever the rules say today. */
  async read(handle: Handle, id: string): Promise<StoredBasis> {
    const known = this.compiled.get(id);
    if (known) return { id, judge: known };
    const [row] = await run<{ judged_on: PlainDate; content: { ruleSet: unknown; registers: Basis['registers'] } }>(
      handle,
      'select judged_on::text as judged_on, content from screening_basis where id = $1::uuid',
      [id],
    );
    if (!row) throw new Error('a judgement without its basis');
    const { judged_on: judgedOn, content } = row;
    return { id, judge: this.compile(id, () => ({ judgedOn, ruleSet: RuleSet.parse(content.ruleSet), registers: content.registers })) };
  }

  private compile(id: string, basis: () => Basis): Judge {
    const judge = this.compiled.get(id) ?? compileJudge(basis());
    this.compiled.delete(id);
    this.compiled.set(id, judge);
    const [oldest] = this.compiled.keys();
    if (this.compiled.size > KEPT && oldest) this.compiled.delete(oldest);
    return judge;
  }
}

const inForceOf = ({ id, sequence, as_of, authority, source_document }: ImportRow): RegisterInForce => ({
  importId: id,
  sequence,
  asOf: as_of,
  authority,
  document: source_document,
});

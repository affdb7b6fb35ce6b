import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { ruleSources, type KnownBenefit, type RuleSource } from './known-benefits.js';
import { look, type DatedRule, type Looked } from './overlap-checks.js';
import type { OverlapFinding, OverlapPreview, PreviewOverlapsRequest } from './overlap.dto.js';
import { NEXT_WHEN_TOLD, nextFor, ruleName } from './overlap-words.js';

/** What an approver sees before approving; nothing is written but that it was looked at. */
@Injectable()
export class OverlapQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  async preview(principal: Principal, { subject, ids }: PreviewOverlapsRequest): Promise<OverlapPreview> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    return this.database.connection(sessionOf(principal), async (client) => {
      const looked = await look(client, await linesOf(client, subject, ids), policy);
      const sources = await ruleSources(
        client,
        looked.rules.map(({ parameterId }) => parameterId),
      );
      await this.audit.record(client, {
        ...{ actor: actorOf(principal), action: 'benefit.overlap-preview', objectType: 'overlap-check', result: 'success' },
        detail: { subject, checked: looked.candidates.length, findings: looked.overlaps.length },
      });
      return {
        digest: looked.digest,
        checked: looked.candidates.length,
        findings: shown(looked, sources, this.pack.pack.sourcesZh, subject === 'outsideList'),
        sources: [...looked.sources],
      };
    });
  }
}

/** What is decided as a whole has lines; of a list, those that stand or are about to. */
const LINES: Readonly<Partial<Record<PreviewOverlapsRequest['subject'], string>>> = {
  interestClaim: 'select id from interest_claim_line where claim_id = any($1::uuid[]) and granted_fen > 0',
  outsideList: `select id from outside_benefit where list_id = any($1::uuid[]) and standing <> 'ended'`,
};

async function linesOf(client: Handle, subject: PreviewOverlapsRequest['subject'], ids: readonly string[]): Promise<readonly string[]> {
  const query = LINES[subject];
  if (!query) return ids;
  const lines = await run<{ id: string }>(client, query, [ids]);
  return lines.map(({ id }) => id);
}

function shown(
  { benefits, candidates, rules, overlaps }: Looked,
  sources: readonly RuleSource[],
  sourcesZh: Readonly<Record<string, string>>,
  isTold: boolean,
): OverlapFinding[] {
  const known = new Map(benefits.map((benefit) => [benefit.id, benefit]));
  const isCandidate = new Set(candidates.map(({ id }) => id));
  return overlaps.map(({ rule: code, effect, benefits: ids, overFen }): OverlapFinding => {
    const rule = rules.find((one) => one.code === code) as DatedRule;
    const said = sources.find(({ id }) => id === rule.parameterId) as RuleSource;
    const involved = ids.map((id) => known.get(id) as KnownBenefit);
    const { householdNumber, headName, villageCode } = involved[0] as KnownBenefit;
    return {
      ...{ rule: code, name: ruleName(code), effect, limit: rule.limit, capFen: rule.capFen, overFen },
      ...{ source: said.source, sourceZh: sourcesZh[said.source] ?? said.source, certainty: said.certainty, noteZh: said.noteZh },
      household: { number: householdNumber, headName, villageCode },
      benefits: involved.map(({ id, kind, about, amountFen, on }) => ({ id, kind, about, amountFen, on: isCandidate.has(id) ? null : on })),
      next: isTold ? NEXT_WHEN_TOLD : nextFor(rule),
    };
  });
}

import { Inject, Injectable } from '@nestjs/common';
import { actorFor, type Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import type { CheckedNeed } from '@jingzhun/domain/lifecycle';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { CountyPack, POLICY_KEYS, type PolicyKey, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { look } from '../benefit-overlap/overlap-checks.js';
import { holds } from './lifecycle/decide.js';
import { TRANSITIONS } from './lifecycle/lifecycle.js';
import { check } from './lifecycle/needs.js';
import type { SubsidyFacts } from './lifecycle/subsidy-facts.js';
import { withAnsweredDuplicates } from './parcels/possible-duplicate-answers.js';
import type { SubsidyScheme } from './scheme.js';
import { shownRow } from './subsidy.queries.js';
import { factsOf, schemesOf, SUBSIDY_COLUMNS, type SubsidyRow } from './subsidy-rows.js';
import type { ReadyWork, ReadyWorkQuery, StepTakenTogether } from './ready-work.dto.js';
import { MOST_CASES } from './subsidy.dto.js';

type Against = Omit<CheckedNeed, 'met'>;

const NOT_OWN: Against = { code: 'not-own', zh: '由他人填报，请逐件办理', en: 'Entered by somebody else: withdrawn one by one' };
const ANSWERED_DUPLICATE: Against = {
  code: 'possible-duplicate-answered',
  zh: '填报时有相近的项目或地块，已说明理由：须逐件核实',
  en: 'A possible duplicate was answered when it was entered: looked into one by one',
};

/** What waits for a step that one word may take for many: nothing speaks against most of them, the others are opened one by one (ADR 0083, 0182). */
@Injectable()
export class ReadyForStep {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  async list(principal: Principal, step: StepTakenTogether, { scheme, area }: ReadyWorkQuery): Promise<ReadyWork> {
    const way = TRANSITIONS.find((one) => one.step === step) as (typeof TRANSITIONS)[number];
    const actor = actorFor(principal);
    const mayDo = holds(actor, way.office);
    const today = plainDateInShanghai(this.clock.now());
    const policy = await this.policies.snapshot(today, this.pack.county);
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    return this.database.connection(sessionOf(principal), async (client) => {
      const found = await run<SubsidyRow>(
        client,
        `select ${SUBSIDY_COLUMNS} from subsidy_application a where a.state = $1 and a.village_code between $2 and $3 and ($4::text is null or a.scheme_code = $4)
         order by a.village_code, a.household_number, a.id limit $5`,
        [way.from, from, to, scheme ?? null, MOST_CASES + 1],
      );
      const rows = found.slice(0, MOST_CASES);
      const schemes = await schemesOf(
        client,
        rows.map(({ schemeCode }) => schemeCode),
      );
      const facts = await factsOf(client, rows, schemes);
      const missing = ({ id }: SubsidyRow): Against[] =>
        check(way.needs, { facts: facts.get(id) as SubsidyFacts, today, accountId: actor.accountId }).filter(({ met }) => !met);
      const against = new Map(rows.map((row) => [row.id, missing(row)]));
      if (step === 'withdraw') for (const { id, enteredBy } of rows) if (enteredBy !== actor.accountId) against.get(id)?.push(NOT_OWN);
      if (step !== 'withdraw')
        for (const id of await withAnsweredDuplicates(client, [...against.keys()])) against.get(id)?.push(ANSWERED_DUPLICATE);
      if (step === 'approve') await overlapping(client, against, policy);
      const ready = rows.filter(({ id }) => against.get(id)?.length === 0);
      return {
        ...{ step, mayDo, isMore: found.length > rows.length, ready: ready.length },
        amountFen: ready.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0),
        items: rows.map((row) => ({
          ...shownRow(row, schemes.get(row.schemeCode) as SubsidyScheme),
          against: (against.get(row.id) ?? []).map(({ code, zh, en }) => ({ code, zh, en })),
        })),
      };
    });
  }
}

/** What an approver has to give a reason for is not approved among many. */
async function overlapping(client: Handle, against: Map<string, Against[]>, policy: PolicySnapshot): Promise<void> {
  const fit = [...against].flatMap(([id, reasons]) => (reasons.length === 0 ? [id] : []));
  if (fit.length === 0) return;
  const { overlaps } = await look(client, fit, policy);
  for (const { rule, benefits } of overlaps)
    for (const id of benefits) {
      const known = against.get(id);
      if (!known || known.some(({ code }) => code === rule)) continue;
      const { zh, en } = POLICY_KEYS[rule as PolicyKey];
      known.push({ code: rule, zh: `${zh}：须逐件核实`, en: `${en}: looked into one by one` });
    }
}

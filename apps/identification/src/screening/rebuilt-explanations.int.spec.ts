import fc from 'fast-check';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { systemSession } from '@jingzhun/persistence';
import { anyScreened, fillScreened } from '../../test/screened-village.js';
import { startIdentification, type Identification } from '../../test/service.js';
import { REGISTER_KINDS, type RegisterKind } from './rules/register-kind.js';
import { explain } from './rules/explain.js';
import type { RuleExplanation } from './rules/explanation.js';
import { RULE_SET_2015 } from './rules/rule-set-2015.js';
import { RULE_SETS } from './rule-sets.js';
import { ScreeningService } from './screening.service.js';
import { BasisStore } from './store/basis-store.js';
import { SealedContent } from './store/sealed-content.js';
import { SealedNames } from './store/sealed-names.js';
import { findScreening, JudgementDoesNotRecompute, rebuild } from './store/stored-screening.js';

const SEED = 7_360_781;
const HOUSEHOLDS = process.env['DEEP'] ? 10_000 : 1_000;
const AS_SCREENING = systemSession('screening');

/** The latest extracts: all fresh, one too old, one not there. */
const REGISTERS = Object.fromEntries(
  REGISTER_KINDS.filter((kind) => kind !== 'studyAbroad').map((kind) => [kind, kind === 'commercialPension' ? '2014-12-31' : '2016-06-01']),
) as Partial<Record<RegisterKind, string>>;

describe('explanations rebuilt from what is stored', () => {
  let service: Identification;
  let screening: ScreeningService;
  let sealed: SealedContent;
  let names: SealedNames;
  const made = new Map<string, RuleExplanation[]>();
  const basisAnew = (): BasisStore => new BasisStore(service.clock);
  beforeAll(async () => {
    service = await startIdentification();
    screening = service.app.get(ScreeningService, { strict: false });
    sealed = service.app.get(SealedContent, { strict: false });
    names = service.app.get(SealedNames, { strict: false });
    const ids = await fillScreened(service, fc.sample(anyScreened, { seed: SEED, numRuns: HOUSEHOLDS }), REGISTERS);
    const context = await screening.prepare();
    await service.db.connection(AS_SCREENING, async (client) => {
      const { stored, subjects } = await screening.read(client, context, 'household', { ids }, 'all');
      await screening.write(client, stored, subjects, { cause: 'run', runId: null, accountId: null });
      const { rows } = await client.query<{ id: string; subject_id: string }>('select id, subject_id from screening');
      const idOf = new Map(rows.map(({ id, subject_id }) => [subject_id, id]));
      for (const { id, subject } of subjects) made.set(idOf.get(id) ?? '', explain(stored.judge, subject));
    });
  }, 120_000);
  afterAll(async () => service?.stop());

  const rebuiltAll = (ids: readonly string[], each: (id: string, explanation: RuleExplanation[]) => void): Promise<void> => {
    const basis = basisAnew();
    return service.db.connection(AS_SCREENING, async (client) => {
      for (const id of ids) {
        const row = await findScreening(client, id);
        if (!row) throw new Error('not stored');
        const { judge, subject } = await rebuild(client, row, { basis, sealed, names, cleared: true });
        each(id, explain(judge, subject));
      }
    });
  };

  it(`${HOUSEHOLDS} equal those made when it was decided`, async () => {
    let equal = 0;
    const seen = new Set<string>();
    await rebuiltAll([...made.keys()], (id, explanation) => {
      expect(explanation).toEqual(made.get(id));
      equal += 1;
      for (const { rule, result, waitsFor } of explanation) seen.add(`${rule} ${result} ${waitsFor ?? ''}`);
    });
    console.log(`${equal} rebuilt explanations equal those made at decision time (seed ${SEED})`);
    expect(equal).toBe(HOUSEHOLDS);
    // a sample in which nothing happens would prove nothing
    for (const one of [
      'V1 veto ',
      'V2 veto ',
      'V2 pass ',
      'V3 unknown register',
      'V4 unknown person',
      'V4 pass ',
      'V5 unknown register',
      'V6 veto ',
      'V7 unknown person',
      'R1 strict ',
      'R3 unknown register',
      'R4 strict ',
    ])
      expect([one, seen.has(one)]).toEqual([one, true]);
  }, 600_000);

  it('change neither with later registers, confirmations and names, nor with a new version of the rules', async () => {
    const before = [...made.keys()].slice(0, 50);
    await service.db.connection(AS_SCREENING, async (client) => {
      await client.query(
        `update register_import set state = 'withdrawn', withdrawn_at = matched_at, withdrawal_reason = 'x' where kind = 'vehicle'`,
      );
      await client.query('delete from register_entry');
      await client.query(
        `insert into screening_withdrawal (confirmation_id, village_code, reason, made_by, made_by_name, made_at)
         select id, village_code, '撤回', made_by, made_by_name, made_at from screening_confirmation`,
      );
    });
    await service.look(`update person set name = '改名'`);
    const next = {
      ...RULE_SET_2015,
      version: '2016.1',
      validFrom: '2016-06-15',
      rules: (RULE_SET_2015['rules'] as { code: string }[]).map((rule) =>
        rule.code === 'V2' ? { ...rule, text: { zh: '新条文', en: 'new wording' } } : rule,
      ),
    };
    const ruleSets = service.app.get<unknown[]>(RULE_SETS, { strict: false });
    ruleSets.push(next);
    const context = await screening.prepare();
    expect(context.ruleSetVersion).toBe('2016.1');
    await rebuiltAll(before, (one, explanation) => expect(explanation).toEqual(made.get(one)));
    const [id] = before;
    const [row] = await service.look<{ subject_id: string }>('select subject_id from screening where id = $1', [id]);
    await service.db.connection(AS_SCREENING, (client) =>
      screening.judgeOne(client, context, 'household', row?.subject_id ?? '', { cause: 'asked', runId: null, accountId: null }),
    );
    const [latest] = await service.look<{ id: string }>('select id from screening where subject_id = $1 order by sequence desc limit 1', [
      row?.subject_id,
    ]);
    ruleSets.pop();
    await rebuiltAll([latest?.id ?? ''], (_, explanation) => expect(explanation.find(({ rule }) => rule === 'V2')?.text.zh).toBe('新条文'));
  });

  it('are those of the day without the names, once these are forgotten; hidden ones too', async () => {
    const ids = [...made.keys()].slice(0, 200);
    const named = [...made.values()].flat().flatMap(({ facts }) => facts.filter(({ person }) => person?.name));
    for (const register of ['police', 'vehicle']) expect(named.some(({ source }) => source.register === register)).toBe(true);
    await service.db.connection(AS_SCREENING, (client) => names.forgetBefore(client, '2099-01-01' as PlainDate));
    const unnamed = (explanation: readonly RuleExplanation[]): unknown => {
      const called = explanation.flatMap(({ facts }) => facts.flatMap(({ person }) => (person?.name ? [person.name] : [])));
      let text = JSON.stringify(explanation);
      for (const name of called.sort((one, other) => other.length - one.length))
        text = text
          .replaceAll(`成员${name}`, '成员（姓名已到期删除）')
          .replaceAll(`${name}: `, 'A member (name deleted in time): ')
          .replaceAll(`"name":"${name}"`, '"name":""');
      return JSON.parse(text);
    };
    await rebuiltAll(ids, (id, explanation) => expect(explanation).toEqual(unnamed(made.get(id) ?? [])));
  });

  it('a judgement that does not follow from what is stored with it is told, not shown', async () => {
    const [id] = [...made.keys()];
    await service.look('alter table screening disable trigger user');
    await service.look('update screening set veto = veto # 2 where id = $1', [id]);
    await service.look('alter table screening enable trigger user');
    await expect(rebuiltAll([id ?? ''], () => undefined)).rejects.toThrow(JudgementDoesNotRecompute);
  });
});

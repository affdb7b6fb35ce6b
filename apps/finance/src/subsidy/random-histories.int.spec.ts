import type { Caller } from '@jingzhun/service-shell/testing';
import { outboxEmpty } from '@jingzhun/messaging/testing';
import {
  acknowledged,
  asked,
  bankAnswers,
  decideObjection,
  fundAndScheme,
  FUND,
  household,
  measured,
  noticeOver,
  objected,
  objectedOnPaper,
  reached,
  SCHEME,
  setAccount,
  stepTaken,
  subsidyOffice,
  TOWNSHIP,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../test/service.js';

const HISTORIES = process.env['DEEP'] ? 12 : 1;
const STEPS = 60;
const UPHELD = { outcome: 'upheld', effect: { kind: 'reject' }, answer: 'facts-confirmed', findings: '经现场核实，情况属实。' };
const DISMISSED = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '与事实不符。' };

/** What must hold after every command, whoever gave it and wherever the connection broke; each query finds what must not be. */
const NEVER: Readonly<Record<string, string>> = {
  'money without a notice that was over, proven and without an objection': `select a.id from subsidy_application a left join notice n on n.id = a.notice_id and n.subject_id = a.id
    where a.state in ('approved', 'inPayment', 'paid', 'acknowledged', 'recovering') and (n.id is null or n.state <> 'closed' or n.last_day >= (a.approved_at at time zone 'Asia/Shanghai')::date
      or n.last_day - n.posted_on < 10 or (n.objections_upheld > 0 and not exists (select from payment p where p.cause_id = a.id and p.attempt > 0)))`,
  'money that left against an objection': `select t.id from payment_attempt t join payment p on p.id = t.payment_id join notice n on n.subject_id = p.cause_id
      join objection o on o.notice_id = n.id join objection_sealed s on s.id = o.id
    where s.received_at < t.sent_at and (o.decided_at is null or o.decided_at > t.sent_at or (o.outcome = 'upheld' and o.decided_at < t.sent_at))`,
  'money owed by a payment that is not there': `select e.id from ledger_entry e where (e.cause_type, e.kind) = ('payment', 'obligation') and not exists (select from payment p where p.id = e.cause_id)
    and not exists (select from ledger_entry r where r.reverses = e.id)`,
  'a batch approved for other payments than it has': `select b.id from payment_batch b where b.state in ('approved', 'sent', 'settled')
    and b.declared_count <> (select count(*) from payment p where p.batch_id = b.id)`,
  'more than the cap of a household': `select household_id as id from subsidy_grant g join subsidy_scheme s on s.code = g.scheme_code where voided_at is null
    group by household_id, s.code having sum(amount_fen) > max(s.household_cap_fen)`,
  'more than the cap of a batch': `select household_id as id from subsidy_grant g join subsidy_scheme s on s.code = g.scheme_code where voided_at is null
    group by household_id, round_id having sum(amount_fen) > max(s.batch_cap_fen)`,
  'a batch that pays a household more than the cap of a batch': `select p.household_id as id from payment p join subsidy_application a on a.id = p.cause_id join subsidy_scheme s on s.code = a.scheme_code
    where p.state <> 'givenUp' group by p.batch_id, p.household_id having sum(p.amount_fen) > max(s.batch_cap_fen)`,
  'an application refused for the cap of a batch alone': `select a.id from subsidy_application a join subsidy_grant g on g.application_id = a.id
    join subsidy_event e on e.application_id = a.id and e.step = 'reject' and e.inputs -> 'granted' is not null
    where a.state = 'rejected' and e.inputs #> '{granted,cuts}' @> '[{"by": "batchCap"}]'`,
  'what a batch left of an approved part, and nobody carried': `select a.id from subsidy_application a join subsidy_grant g on g.application_id = a.id and g.voided_at is null
    where a.state in ('approved', 'inPayment', 'paid', 'acknowledged', 'recovering') and exists (select from jsonb_array_elements(g.cuts) c where c ->> 'by' = 'batchCap')
      and not exists (select from subsidy_application r where r.rest_after = a.id)`,
  'a rest that goes on without what it is the rest of': `select r.id from subsidy_application r join subsidy_application p on p.id = r.rest_after
    where p.state in ('rejected', 'withdrawn', 'givenUp', 'reclaimed') and r.state in ('accepted', 'granted', 'noticePosted', 'noticeClosed', 'approved')`,
  'payments above the cap of a household': `select household_id as id from payment where state not in ('givenUp', 'recovered') group by household_id having sum(amount_fen) > 1000000`,
  'a payment of another amount, or without an approval': `select p.id from payment p left join subsidy_application a on a.id = p.cause_id and a.state in ('inPayment', 'paid', 'givenUp', 'acknowledged', 'recovering', 'reclaimed')
    left join subsidy_grant g on g.application_id = a.id and (g.voided_at is null or a.state in ('givenUp', 'reclaimed')) and g.amount_fen = p.amount_fen where a.id is null or g.id is null`,
  'two payments for one approval': `select cause_id as id from payment group by cause_id having count(*) > 1`,
  'a state that its history does not tell': `select a.id from subsidy_application a where a.state <> (select to_state from subsidy_event e where e.application_id = a.id order by position desc limit 1)`,
  'money promised that is not approved, or approved that is not promised': `select a.id from subsidy_application a left join commitment c on c.cause_id = a.id
    where (a.state in ('approved', 'inPayment')) <> coalesce(c.state = 'committed', false) or (a.state in ('paid', 'acknowledged', 'recovering')) <> coalesce(c.state = 'spent', false)`,
  'money at a household that is not paid, or paid money that is not there': `select a.id from subsidy_application a left join payment p on p.cause_id = a.id
    where (a.state in ('paid', 'acknowledged', 'recovering')) <> coalesce(p.state = 'paid', false) or (a.state = 'reclaimed') <> coalesce(p.state = 'recovered', false)`,
  'money asked back and confirmed by one person': `select e.id from subsidy_event e join subsidy_event d on d.application_id = e.application_id and d.actor_id = e.actor_id
    where e.step = 'reclaim' and d.step = 'demandBack'`,
  'a ledger that does not say what lies with households': `select 1 as id from (select coalesce(sum(amount_fen), 0) as book from ledger_line where account_code = 'treasury') t,
    (select coalesce(sum(amount_fen), 0) as given from fund_change) f, (select coalesce(sum(amount_fen), 0) as paid from payment where state = 'paid') p where t.book <> f.given - p.paid`,
  'one person in two parts': `select a.id from subsidy_event a join subsidy_application p on p.id = a.application_id join subsidy_event m on m.application_id in (p.id, p.rest_of) and m.actor_id = a.actor_id and m.content_version = a.content_version
    where (a.step = 'approve' and m.step in ('apply', 'correct', 'check', 'measure', 'accept', 'grant')) or (a.step in ('check', 'measure', 'accept', 'grant') and m.step in ('apply', 'correct'))`,
  'a sum of an allotment that its commitments do not tell': `select a.id from allotment a where a.committed_fen <> coalesce((select sum(amount_fen) from commitment c where c.allotment_id = a.id and c.state <> 'released'), 0)`,
};

describe('random histories of subsidies, with connections cut', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let investigator: Caller;
  let chance = 20161127;
  const random = (below: number): number => {
    chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(chance / 65_536) % below;
  };
  const one = <T>(list: readonly T[]): T => list[random(list.length)] as T;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    investigator = finance.as(officer(['township-officer'], TOWNSHIP));
    await fundAndScheme(people, 1_000_000_000);
  });
  afterAll(async () => finance?.stop());

  const cut = () =>
    finance.look(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'jz_finance'`);
  const stateOf = async (id: string) =>
    (
      await finance.look<{ state: string; noticeId: string | null }>(
        'select state, notice_id as "noticeId" from subsidy_application where id = $1',
        [id],
      )
    )[0]!;

  /** A paper that came in time and is entered after the notice was closed, wherever the money is by then. */
  const enteredLate = async (noticeId: string): Promise<unknown> => {
    const [notice] = await finance.look<{ id: string; lastDay: string }>(
      'select id, last_day::text as "lastDay" from notice where id = $1',
      [noticeId],
    );
    return notice && objectedOnPaper(finance, investigator, notice);
  };
  const answered = async (finding: object): Promise<unknown> => {
    const [open] = await finance.look<{ id: string }>('select id from objection where outcome is null order by id limit 1');
    return open && decideObjection(finance, investigator, open.id, finding);
  };

  /** What the right person does next, or anybody anything. */
  const command = async (id: string): Promise<unknown> => {
    const { state, noticeId } = await stateOf(id);
    if (random(6) === 0) return answered(one([UPHELD, DISMISSED, DISMISSED, DISMISSED]));
    if (['noticeClosed', 'approved', 'inPayment'].includes(state) && random(5) === 0) return enteredLate(noticeId ?? '');
    const { clerk, secondClerk, inspector, secondInspector, bureau, approver } = people;
    if (random(4) === 0) {
      const step = one([
        'check',
        'accept',
        'post',
        'approve',
        'return',
        'reject',
        'withdraw',
        'demandBack',
        'dropDemand',
        'reclaim',
      ] as const);
      if (step === 'withdraw' && random(3) > 0) return undefined;
      const by = one([clerk, secondClerk, inspector, secondInspector, bureau, approver]);
      return stepTaken(by, id, step, {
        reason: '随机',
        ...(step === 'return' ? { to: one(['applied', 'villageChecked', 'accepted']) } : {}),
      });
    }
    switch (state) {
      case 'applied':
        return stepTaken(secondClerk, id, 'check');
      case 'villageChecked':
        return measured(finance, inspector, id, 100 + random(1_200));
      case 'measured':
        return stepTaken(secondInspector, id, 'accept');
      case 'accepted':
        return bureau.post('/subsidy-rounds', { schemeCode: SCHEME });
      case 'granted':
        return stepTaken(clerk, id, 'post');
      case 'noticePosted': {
        if (random(4) === 0) {
          const objection = await objected(finance, noticeId ?? '').catch(() => undefined);
          if (objection && random(2) === 0) {
            return decideObjection(finance, investigator, objection, DISMISSED);
          }
          return undefined;
        }
        await noticeOver(finance, clerk, noticeId ?? '').catch(() => undefined);
        return clerk.post(`/notices/${noticeId}/close`);
      }
      case 'noticeClosed':
        return stepTaken(approver, id, 'approve');
      case 'paid':
        if (random(2) === 0) return acknowledged(finance, clerk, id);
        return stepTaken(bureau, id, 'demandBack', { reason: '面积有误' });
      case 'acknowledged':
        return random(3) === 0 ? stepTaken(bureau, id, 'demandBack', { reason: '面积有误' }) : undefined;
      case 'recovering':
        return stepTaken(approver, id, random(2) === 0 ? 'reclaim' : 'dropDemand', { reason: '缴款书一号' });
      default:
        return pay();
    }
  };

  /** A batch one step further; it begins when something waits. */
  const pay = async (): Promise<unknown> => {
    const { bureau, approver, cashier } = people;
    const [batch] = await finance.look<{ id: string; state: string; version: number; n: number }>(
      `select b.id, b.state, b.version, (select count(*)::int from payment p where p.batch_id = b.id) as n from payment_batch b where b.state not in ('settled', 'cancelled') limit 1`,
    );
    if (!batch) return bureau.post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND });
    const path = `/payment-batches/${batch.id}`;
    if (batch.state === 'draft' && batch.n === 0)
      return bureau.post(`${path}/payments`, { causeType: 'subsidy-application' }, batch.version);
    if (batch.state === 'draft' && random(5) === 0) return bureau.post(`${path}/cancel`, { reason: '重新组批' }, batch.version);
    if (batch.state === 'draft') {
      const { body } = await bureau.get(path);
      return bureau.post(`${path}/declare`, body.totals, batch.version);
    }
    if (batch.state === 'declared') return approver.post(`${path}/approve`, {}, batch.version);
    if (batch.state === 'approved' && random(6) === 0) return approver.post(`${path}/refuse`, { reason: '重新核对' }, batch.version);
    if (batch.state === 'approved') return cashier.post(`${path}/send`, {}, batch.version);
    return cashier.upload(`${path}/returns`, await bankAnswers(finance, batch.id, 1, finance.clock.today()), 'text/csv');
  };

  it(`${HISTORIES} of them: every rule holds after every command`, async () => {
    let paid = 0;
    for (let history = 0; history < HISTORIES; history += 1) {
      const households = [await household(finance), await household(finance)];
      for (const id of households) await setAccount(people, id);
      const ids: string[] = [];
      for (let i = 0; i < 5; i += 1) {
        const request = await asked(finance, {
          householdId: one(households),
          product: one(['vegetables', 'navelOrange', 'curingBarn']),
          quantity: 200 + random(1_000),
        });
        ids.push((await people.clerk.post('/subsidy-applications', request).expect(201)).body.id);
      }
      // one that is sure to come to its money, so that a history is never about nothing
      ids.push(
        await reached(finance, people, 'approve', { householdId: one(households), product: 'navelOrange', quantity: 300 }).catch(
          () => ids[0]!,
        ),
      );
      for (let i = 0; i < STEPS; i += 1) {
        const running = Promise.resolve(command(one(ids))).catch(() => undefined);
        if (random(5) === 0) {
          for (let wait = random(8); wait > 0; wait -= 1) await finance.look('select 1');
          await cut();
        }
        await running;
        for (const [what, query] of Object.entries(NEVER)) expect([what, i, await finance.look(query)]).toEqual([what, i, []]);
      }
      // whatever became of the others: the last batch has something to pay, to somebody nothing else has touched
      const last = await household(finance);
      await setAccount(people, last);
      const sure = await reached(finance, people, 'approve', { householdId: last, product: 'navelOrange', quantity: 200 });
      ids.push(sure);
      for (let i = 0; i < 10; i += 1) await Promise.resolve(answered(DISMISSED)).catch(() => undefined);
      for (let i = 0; i < 60 && (await stateOf(sure)).state !== 'paid'; i += 1) await Promise.resolve(pay()).catch(() => undefined);
      paid += (
        await finance.look('select from subsidy_application where state = any($1) and id = any($2)', [
          ['paid', 'acknowledged', 'recovering', 'reclaimed'],
          ids,
        ])
      ).length;
      for (const [what, query] of Object.entries(NEVER)) expect([what, await finance.look(query)]).toEqual([what, []]);
    }
    expect(paid).toBeGreaterThan(0);
    await outboxEmpty(finance.db);
    const { body: trial } = await people.bureau.get('/ledger/trial-balance?on=2030-12-31').expect(200);
    expect(trial.debitFen).toBe(trial.creditFen);
  }, 240_000);
});

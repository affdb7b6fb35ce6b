import fc from 'fast-check';
import type { ApplicationResponse } from '../../src/application/case/application.dto.js';
import { ENDS, RETURN_TARGETS, type CaseState, type CaseStep } from '../../src/application/lifecycle/case-state.js';
import { heldMeeting, proofFor, VILLAGE, type Office } from '../application.factory.js';
import { photo } from '../notice.factory.js';
import type { Caller, Identification } from '../service.js';
import type { FaultyOffice } from './faulty-office.js';
import { correction, papers, withdrawal, type HttpCase, type NamedPerson } from './http-case.js';
import type { Objectors } from './objectors.js';
import { VillageRegisters } from './village-registers.js';

/** Somebody does what would help, most of the time for all cases of the village; else anybody does anything. */
export const anyDeed = fc.record({
  what: fc.oneof(
    { weight: 20, arbitrary: fc.constant('help' as const) },
    { weight: 8, arbitrary: fc.constantFrom('object' as const, 'object' as const, 'decide' as const, 'wrong' as const, 'wait' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('correct' as const, 'return' as const, 'end' as const, 'takeDown' as const, 'registers' as const),
    },
  ),
  // without bias: small numbers are no more interesting than others
  n: fc.noBias(fc.nat(9_999)),
});
export type HttpDeed = typeof anyDeed extends fc.Arbitrary<infer D> ? D : never;

const NEXT: Partial<Record<CaseState, [CaseStep, keyof Office]>> = {
  draft: ['submit', 'clerk'],
  applied: ['appraise', 'clerk'],
  groupAppraised: ['postGroupNotice', 'clerk'],
  groupNoticeClosed: ['review', 'clerk'],
  assemblyPassed: ['postVillageNotice', 'clerk'],
  villageNoticeClosed: ['recheck', 'township'],
  townshipChecked: ['examine', 'county'],
  countyExamined: ['announce', 'clerk'],
  announced: ['complete', 'otherTownship'],
};

/** Of a group that has room for every household the histories register in it. */
const HELD = { eligible: 999, present: 800, votesFor: 790, votesAgainst: 10, abstained: 0 };
const DAY = 86_400_000;

/** Cases of one village that go their way together: one clerk, one township, one county, extracts and sheets for all of them. */
export class HttpRound {
  private readonly registers: VillageRegisters;

  constructor(
    private readonly service: Identification,
    private readonly people: Office,
    private readonly office: FaultyOffice,
    private readonly objectors: Objectors,
    readonly cases: readonly HttpCase[],
  ) {
    this.registers = new VillageRegisters(service, people);
  }

  async play({ what, n }: HttpDeed): Promise<void> {
    const open = await this.open();
    const one = open[n % Math.max(open.length, 1)];
    if (!one) return;
    if (what === 'help') return n % 4 === 0 ? this.help([one], n) : this.help(open, n);
    if (what === 'wait') return this.service.clock.advance((n % 5) * DAY);
    if (what === 'object') return this.objectors.object(open, n);
    if (what === 'registers') return this.registers.extractsOf(this.personsOf([one]), n);
    return this[what](one, n);
  }

  private async open(): Promise<HttpCase[]> {
    const found = await this.service.look<{ id: string }>('select id from application where id = any($1) and state <> all($2)', [
      this.cases.map(({ id }) => id),
      ENDS,
    ]);
    return this.cases.filter(({ id }) => found.some((row) => row.id === id));
  }

  private readonly personsOf = (cases: readonly HttpCase[]): NamedPerson[] => cases.flatMap(({ persons }) => persons);

  private page = async ({ id }: HttpCase): Promise<ApplicationResponse> =>
    (await this.people.clerk.get(`/applications/${id}`).expect(200)).body;

  /** Everything that hangs first, then a step of each. */
  private async help(cases: readonly HttpCase[], n: number): Promise<void> {
    // now and then nobody answers what was objected
    if (n % 6 !== 0) for (const one of cases) await this.decide(one, n % 5 === 2 ? 4 * n + 1 : 4 * n);
    const pages = new Map<HttpCase, ApplicationResponse>();
    for (const one of cases) pages.set(one, await this.page(one));
    const hanging = [...pages].filter(([, { notice }]) => notice);
    if (hanging.length > 1 && n % 3 !== 0) await this.gather(hanging.map(([, { notice }]) => notice!.id));
    // while they hang, somebody comes
    if (hanging.length > 0 && n % 5 > 2) await this.objectors.object(cases, n);
    if (hanging.length > 0)
      await this.noticesOver(
        hanging.map(([, { notice }]) => notice!.id),
        n,
      );
    const waiting: HttpCase[] = [];
    for (const [one, { notice, state, formSigned }] of pages) {
      if (state !== 'draft' && !formSigned)
        await this.step(this.people.clerk, one, 'signForm', await papers(this.service, this.people, one, true));
      else if (notice && state !== 'announced') await this.close(notice.id);
      else waiting.push(one);
    }
    const posting = waiting.filter((one) => ['groupAppraised', 'assemblyPassed', 'countyExamined'].includes(pages.get(one)!.state));
    const alike = posting.filter((one) => pages.get(one)!.state === pages.get(posting[0]!)!.state);
    if (alike.length > 1 && n % 2 === 0) await this.together(alike, NEXT[pages.get(alike[0]!)!.state]![0]);
    else alike.splice(0);
    for (const one of waiting.filter((one) => !alike.includes(one))) {
      const { state, notice } = pages.get(one)!;
      const next = NEXT[state];
      // a notice that was taken down is posted anew
      if (state.endsWith('Posted') || (state === 'announced' && !notice)) await this.step(this.people.clerk, one, POSTS[state]!);
      else if (next) await this.step(this.people[next[1]], one, next[0], await this.prepare(one, state, n));
    }
  }

  async step(by: Caller, { id }: HttpCase, name: CaseStep, parts: object = {}): Promise<number> {
    const [row] = await this.service.look<{ version: number }>('select version from application where id = $1', [id]);
    const { version } = row!;
    const preview = await by.post(`/applications/${id}/steps/preview`, { step: name, ...parts }, version);
    const digest = preview.body.digest as string | null;
    const proof = digest ? { proof: await proofFor(this.service, by.principal, digest) } : {};
    return this.office.send(by, `/applications/${id}/steps`, { step: name, ...parts, ...proof }, version);
  }

  /** One command for several cases: their notices are one sheet. */
  private async together(cases: readonly HttpCase[], name: CaseStep): Promise<void> {
    const rows = await this.service.look<{ id: string; version: number }>(
      'select id, version from application where id = any($1) order by id',
      [cases.map(({ id }) => id)],
    );
    await this.office.send(this.people.clerk, '/applications/steps', { step: name, cases: rows });
  }

  private async prepare(one: HttpCase, state: CaseState, n: number): Promise<object> {
    const { service, people } = this;
    if (state === 'draft') return papers(service, people, one, false);
    // a vote that was taken stands, also when the step that follows from it broke off
    if ((state === 'applied' || state === 'groupNoticeClosed') && !(await this.page(one)).meetingId) {
      const lost = n % 17 === 0 ? { ...HELD, votesFor: 50, votesAgainst: 750 } : HELD;
      await heldMeeting(service, people, one.id, state === 'applied' ? 'group' : 'assembly', lost);
    }
    if (state === 'villageNoticeClosed' || state === 'townshipChecked') {
      const level = state === 'villageNoticeClosed' ? 'township' : 'county';
      const drawn = (await this.page(one)).sample;
      if (!drawn) await (level === 'township' ? people.township : people.county).post('/samples', { level });
      await this.visitAll(one, level === 'township' ? people.otherTownship : people.county);
    }
    if (['villageNoticeClosed', 'townshipChecked', 'announced'].includes(state) && one.kind !== 'removal')
      await this.registers.clear(one.id, this.personsOf(this.cases), n);
    return {};
  }

  private async visitAll(one: HttpCase, by: Caller): Promise<void> {
    const { sample } = await this.page(one);
    if (!sample) return;
    const { body } = await by.get(`/samples/${sample.id}`);
    for (const { applicationId, chosen, visit } of body.cases)
      if (chosen && !visit)
        await by.post(`/samples/${sample.id}/cases/${applicationId}/visit`, {
          ...{ visitedOn: this.service.clock.today(), visitors: ['王核查'], agrees: true, findings: '情况属实' },
          attachmentIds: [await photo(this.service, by.principal.area.padEnd(12, '0'))],
        });
  }

  /** Of notices that were posted one by one, where they may hang together. */
  private async gather(noticeIds: readonly string[]): Promise<void> {
    await this.office.send(this.people.clerk, '/notice-postings', { noticeIds });
  }

  /** Photos on their days, of the sheet where there is one; now and then one is forgotten or the day has not come. */
  private async noticesOver(noticeIds: readonly string[], n: number): Promise<void> {
    const hanging = await this.service.look<{ path: string; last: string }>(
      `select distinct coalesce('/notice-postings/' || l.posting_id, '/notices/' || n.id) as path, n.last_day::text as last
       from notice n left join notice_posting_line l on l.notice_id = n.id where n.id = any($1) order by 1`,
      [noticeIds],
    );
    const prove = async (path: string, occasion: string): Promise<void> =>
      void (await this.people.clerk.post(`${path}/proofs`, { occasion, attachmentIds: [await photo(this.service, VILLAGE)] }));
    if (n % 11 !== 0) for (const { path } of hanging) await prove(path, 'first');
    const last = hanging
      .map((row) => row.last)
      .sort()
      .at(-1)!;
    for (;;) {
      const today = this.service.clock.today();
      if (n % 13 !== 0) for (const { path } of hanging.filter((row) => row.last === today)) await prove(path, 'last');
      if (today >= last) break;
      this.service.clock.advance(DAY);
    }
    if (n % 7 !== 0) this.service.clock.advance(DAY);
  }

  /** On the sheet where there is one, else alone. */
  private async close(noticeId: string): Promise<void> {
    const [row] = await this.service.look<{ path: string }>(
      `select coalesce('/notice-postings/' || l.posting_id, '/notices/' || n.id) as path
       from notice n left join notice_posting_line l on l.notice_id = n.id where n.id = $1 and n.state = 'posted'`,
      [noticeId],
    );
    // the sheet has closed it with the others
    if (row) await this.office.send(this.people.clerk, `${row.path}/close`, {});
  }

  /** The oldest that is open: upheld one time in four, with a return to any step that is offered or a rejection. */
  private async decide({ id }: HttpCase, n: number): Promise<void> {
    const [open] = await this.service.look<{ id: string; investigator: 'township' | 'county' }>(
      `select o.id, o.investigator from objection o join notice n on n.id = o.notice_id where n.subject_id = $1 and o.state = 'open' order by o.id limit 1`,
      [id],
    );
    if (!open) return;
    const by = this.people[open.investigator];
    const upheld = n % 4 === 1;
    const { body: shown } = await by.get(`/objections/${open.id}`);
    const steps: { code: string }[] = shown.returnSteps ?? [];
    const step = steps[n % Math.max(steps.length, 1)]?.code;
    const effect = step && n % 5 !== 0 ? { kind: 'return', step } : { kind: 'reject' };
    const finding = upheld
      ? { outcome: 'upheld', effect, answer: 'facts-confirmed', findings: '经不动产登记核实，情况属实。' }
      : { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，与事实不符。' };
    const { body, status } = await by.post(`/objections/${open.id}/decision-digest`, finding);
    if (status !== 200) return;
    const proof = await proofFor(this.service, by.principal, body.digest);
    await this.office.send(by, `/objections/${open.id}/decision`, { ...finding, proof });
  }

  private async correct(one: HttpCase, n: number): Promise<void> {
    const { clerk, township, county } = this.people;
    const change = correction(one.kind, n) as { content: { members?: NamedPerson[] } };
    const { version } = await this.page(one);
    const { status } = await [clerk, township, county][n % 3]!.put(`/applications/${one.id}/content`, change, version);
    if (status === 200 && n % 2 !== 0 && change.content.members) one.persons = change.content.members;
  }

  private async return(one: HttpCase, n: number): Promise<void> {
    const to = RETURN_TARGETS[n % RETURN_TARGETS.length];
    await this.step(n % 2 === 0 ? this.people.township : this.people.county, one, 'return', { to, reason: '随机退回' });
  }

  private async end(one: HttpCase, n: number): Promise<void> {
    const by = [this.people.clerk, this.people.otherTownship, this.people.county][n % 3]!;
    if (n % 2 === 0) return void (await this.step(by, one, 'reject', { reason: '随机不予通过' }));
    await this.step(by, one, 'withdraw', { reason: '随机撤回', ...(await withdrawal(this.service, this.people, one)) });
  }

  private async takeDown(one: HttpCase): Promise<void> {
    const { notice } = await this.page(one);
    if (notice) await this.office.send(this.people.clerk, `/notices/${notice.id}/take-down`, { reason: '照片漏拍，重新张贴' });
  }

  private async wrong(one: HttpCase, n: number): Promise<void> {
    const { clerk, township, county } = this.people;
    const step = (['complete', 'recheck', 'examine', 'announce', 'appraise', 'review'] as const)[n % 6]!;
    await this.step([clerk, township, county][n % 3]!, one, step);
  }
}

const POSTS: Partial<Record<CaseState, CaseStep>> = {
  groupNoticePosted: 'postGroupNotice',
  villageNoticePosted: 'postVillageNotice',
  announced: 'announce',
};

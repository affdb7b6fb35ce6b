/** @jest-environment node */
import fc from 'fast-check';
import { ACCOUNT, everythingIn, newPhone, RULES, quickKey } from '../../../test/phone.js';
import { HEAD, kept, unit } from '../../../test/survey-data.js';
import { Problem, unreachable } from '../../api/problem.js';
import { SurveyStore } from '../device/survey-store.js';
import { Vault } from '../device/vault.js';
import { beginWork, withAnswer, withParts } from '../device/work.rules.js';
import type { Report, SubmissionAnswer } from '../types.js';
import { flush, type FlushEnd } from './flush.js';
import type { SurveyApi } from './survey-api.js';

const PIN = '271828';
type Line = 'good' | 'lost-before' | 'lost-answer';

/** A service behind a bad line: takes each report once, whatever becomes of the answer. */
class FarService implements SurveyApi {
  readonly taken = new Map<string, Report>();
  readonly answers = new Map<string, Record<string, unknown>>();
  readonly photos = new Set<string>();
  line: Line[] = [];
  refuse: (report: Report) => SubmissionAnswer | undefined = () => undefined;
  conflicts = new Set<string>();
  requests = 0;

  private async through<T>(work: () => T): Promise<T> {
    this.requests += 1;
    const line = this.line.shift() ?? 'good';
    if (line === 'lost-before') throw unreachable();
    const result = work();
    if (line === 'lost-answer') throw unreachable();
    return result;
  }

  rounds = () => Promise.resolve([kept.round]);
  form = () => Promise.resolve(kept.form);

  submit = (_round: string, reports: readonly Report[]) =>
    this.through(() =>
      reports.map((report): SubmissionAnswer => {
        const refused = this.refuse(report);
        if (refused) return refused;
        if (this.taken.has(report.id))
          return { id: report.id, outcome: 'duplicate', earlier: this.conflicts.has(report.unitId) ? 'conflict' : 'applied' };
        this.taken.set(report.id, report);
        if (this.conflicts.has(report.unitId)) return { id: report.id, outcome: 'conflict', title: '与他人填写的不同' };
        this.answers.set(report.unitId, { ...this.answers.get(report.unitId), ...report.changes });
        return { id: report.id, outcome: 'applied', version: 1 };
      }),
    );

  workload = (_round: string, { unit: id = '' }: { unit?: string }) =>
    this.through(() => ({
      round: kept.round,
      device: kept.device,
      items: [{ ...unit(id, this.answers.get(id) as never), version: 1, openConflicts: this.conflicts.has(id) ? 1 : 0 }],
      nextCursor: null,
    }));

  photosArrived = (ids: readonly string[]) =>
    this.through(() => ids.map((id) => ({ id, state: this.photos.has(id) ? ('attached' as const) : ('file-missing' as const) })));
}

async function newSurveyor(households = ['u1', 'u2', 'u3']) {
  const phone = newPhone();
  const key = await phone.vault.create(ACCOUNT, PIN, RULES);
  const store = new SurveyStore(phone.database, key, phone.time);
  await store.keepRound(kept);
  await store.keepUnits(
    households.map((id) => unit(id)),
    { replaceAll: true },
  );
  return { phone, store, service: new FarService() };
}

async function edit(store: SurveyStore, id: string, path: string, value: string): Promise<void> {
  const found = (await store.work(id)) ?? beginWork((await store.unit(id)) ?? unit(id));
  await store.saveWork(withAnswer(withParts(found, { outcome: 'met' }), path, value));
}

const finish = async (store: SurveyStore, id: string): Promise<void> => {
  const work = await store.work(id);
  if (work?.dirty) await store.finish(work, kept);
};

describe('sending from a phone', () => {
  const send = (store: SurveyStore, vault: Vault, service: FarService, account: string | null = ACCOUNT): Promise<FlushEnd> =>
    flush({
      store,
      vault,
      api: service,
      sendPhoto: ({ id }) => {
        service.photos.add(id);
        return Promise.resolve('uploaded');
      },
      whoIsSignedIn: () => Promise.resolve(account ?? undefined),
      onChange: () => undefined,
    });

  it('sends each report once when its answer is lost, and keeps what did not get through', async () => {
    const { phone, store, service } = await newSurveyor();
    await edit(store, 'u1', 'need', '修路');
    await finish(store, 'u1');
    service.line = ['lost-before'];
    expect(await send(store, phone.vault, service)).toBe('no-signal');
    expect(service.taken.size).toBe(0);
    service.line = ['lost-answer'];
    expect(await send(store, phone.vault, service)).toBe('no-signal');
    expect(await store.outbox()).toMatchObject([{ state: 'sending', attempts: 2 }]);
    expect(await send(store, phone.vault, service)).toBe('done');
    expect([...service.taken.values()].map(({ unitId }) => unitId)).toEqual(['u1']);
    expect(await store.outbox()).toMatchObject([{ state: 'applied', answer: { outcome: 'duplicate' } }]);
    expect(await store.work('u1')).toBeUndefined();
    expect((await store.unit('u1'))?.answers).toMatchObject({ need: '修路' });
  });

  it('waits for the right account and keeps everything until then', async () => {
    const { phone, store, service } = await newSurveyor();
    await edit(store, 'u1', 'need', '修路');
    await finish(store, 'u1');
    expect(await send(store, phone.vault, service, null)).toBe('sign-in-needed');
    expect(await send(store, phone.vault, service, 'somebody-else')).toBe('other-account');
    expect(service.requests).toBe(0);
    expect(await store.outbox()).toMatchObject([{ state: 'waiting' }]);
  });

  it('keeps a refused report with its reason until it is corrected, and sends the others', async () => {
    const { phone, store, service } = await newSurveyor();
    for (const id of ['u1', 'u2']) {
      await edit(store, id, 'need', '修路');
      await finish(store, id);
    }
    service.refuse = ({ id, unitId, changes }) =>
      unitId === 'u1' && changes['need'] === '修路' ? { id, outcome: 'rejected', code: 'x', title: '有的项目需要修改' } : undefined;
    await send(store, phone.vault, service);
    expect((await store.outbox()).map(({ unitId, state }) => [unitId, state])).toEqual([
      ['u1', 'rejected'],
      ['u2', 'applied'],
    ]);
    expect((await store.work('u1'))?.answers).toMatchObject({ need: '修路' });
    await edit(store, 'u1', 'need', '通水');
    await finish(store, 'u1');
    await send(store, phone.vault, service);
    expect(service.answers.get('u1')).toEqual({ need: '通水' });
    expect((await store.outbox()).filter(({ unitId }) => unitId === 'u1')).toMatchObject([{ state: 'applied' }]);
  });

  it('separates a report the service cannot even read from the rest of its batch', async () => {
    const { phone, store, service } = await newSurveyor();
    for (const id of ['u1', 'u2', 'u3']) {
      await edit(store, id, 'need', id);
      await finish(store, id);
    }
    const submit = service.submit;
    service.submit = (round, reports) => {
      if (reports.some(({ unitId }) => unitId === 'u2'))
        return Promise.reject(new Problem(400, { title: '无法读取', detail: '', next: '请更新', code: 'request.malformed' }));
      return submit(round, reports);
    };
    expect(await send(store, phone.vault, service)).toBe('done');
    expect((await store.outbox()).map(({ unitId, state }) => [unitId, state])).toEqual([
      ['u1', 'applied'],
      ['u2', 'rejected'],
      ['u3', 'applied'],
    ]);
  });

  it('shows the surveyor his own answers while a person has to decide, then what was decided', async () => {
    const { phone, store, service } = await newSurveyor();
    service.conflicts.add('u1');
    await edit(store, 'u1', 'need', '修路');
    await finish(store, 'u1');
    await send(store, phone.vault, service);
    expect(await store.outbox()).toMatchObject([{ state: 'conflict' }]);
    expect((await store.work('u1'))?.answers).toMatchObject({ need: '修路' });
    service.conflicts.delete('u1');
    service.answers.set('u1', { need: '通水' });
    await send(store, phone.vault, service);
    expect(await store.outbox()).toMatchObject([{ state: 'applied' }]);
    expect(await store.work('u1')).toBeUndefined();
    expect((await store.unit('u1'))?.answers).toMatchObject({ need: '通水' });
  });

  it('keeps a photograph until it is with its household, then lets the picture go', async () => {
    const { phone, store, service } = await newSurveyor();
    const place = { unitId: 'u1', villageCode: '360781102208' };
    const [named, thrownAway] = [await store.keepPhoto(place, new Blob(['picture'])), await store.keepPhoto(place, new Blob(['other']))];
    const work = withParts(withAnswer(beginWork(unit('u1')), 'need', '修路'), {
      outcome: 'met',
      photos: [{ id: named, purpose: 'signature' }],
      signedPhoto: named,
    });
    await store.saveWork(work);
    await send(store, phone.vault, service);
    expect(service.photos.size).toBe(0);
    await store.finish(work, kept);
    await send(store, phone.vault, service);
    expect([...service.photos]).toEqual([named]);
    expect((await store.photos()).map(({ id, state }) => [id, state])).toEqual([
      [named, 'attached'],
      [thrownAway, 'waiting'],
    ]);
    expect(await store.photo(named)).toBeUndefined();
  });

  it('leaves nothing readable on the phone', async () => {
    const { phone, store, service } = await newSurveyor();
    await edit(store, 'u1', `members.${HEAD}.idNumber`, '360799197503021234');
    await edit(store, 'u1', 'phone', '13900001111');
    await finish(store, 'u1');
    await edit(store, 'u2', 'need', '特别的需求');
    await store.keepPhoto({ unitId: 'u1', villageCode: '360781102208' }, new Blob(['特别的照片']));
    await send(store, phone.vault, service);
    const everything = await everythingIn(phone.database);
    for (const secret of ['刘大山', '360799197503021234', '13900001111', '特别的需求', '特别的照片', '第一组', '修路'])
      expect(everything).not.toContain(secret);
  });

  it('loses nothing and sends nothing twice, whatever the line does and wherever the phone dies', async () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('edit' as const),
        unit: fc.constantFrom('u1', 'u2', 'u3'),
        path: fc.constantFrom('need', 'address', 'remark'),
        value: fc.constantFrom('甲', '乙', '丙'),
      }),
      fc.record({ do: fc.constant('finish' as const), unit: fc.constantFrom('u1', 'u2', 'u3') }),
      fc.record({
        do: fc.constant('send' as const),
        line: fc.array(fc.constantFrom<Line>('good', 'lost-before', 'lost-answer'), { maxLength: 4 }),
      }),
      fc.record({ do: fc.constant('crash' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const surveyor = await newSurveyor();
        let { store } = surveyor;
        let { vault } = surveyor.phone;
        const { service, phone } = surveyor;
        const said = new Map<string, Record<string, string>>();
        for (const one of steps) {
          switch (one.do) {
            case 'edit':
              await edit(store, one.unit, one.path, one.value);
              said.set(one.unit, { ...said.get(one.unit), [one.path]: one.value });
              break;
            case 'finish':
              await finish(store, one.unit);
              break;
            case 'send':
              service.line = [...one.line];
              await send(store, vault, service);
              service.line = [];
              break;
            case 'crash': {
              const database = phone.reopened();
              vault = new Vault(database, quickKey, phone.time);
              const unlocked = await vault.unlock(PIN);
              if (unlocked.outcome !== 'open') throw new Error('does not open');
              store = new SurveyStore(database, unlocked.key, phone.time);
              break;
            }
          }
        }
        for (const id of ['u1', 'u2', 'u3']) await finish(store, id);
        expect(await send(store, vault, service)).toBe('done');
        for (const [id, answers] of said) expect([id, service.answers.get(id)]).toEqual([id, expect.objectContaining(answers)]);
        expect((await store.outbox(['waiting', 'sending'])).length).toBe(0);
        const requests = service.taken.size;
        await send(store, vault, service);
        expect(service.taken.size).toBe(requests);
      }),
      { numRuns: process.env['DEEP'] ? 500 : 25, seed: 20_160_615 },
    );
  }, 120_000);
});

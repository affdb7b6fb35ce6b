import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import {
  decision,
  groupName,
  headCount,
  NoticeHosts,
  Notices,
  proceedingDate,
  publicName,
  votes,
  type NoticeHost,
  type NoticeRecord,
} from '@jingzhun/notices';
import { attachmentRow, signingProof } from '@jingzhun/evidence/testing';
import { Vault } from '@jingzhun/vault';
import { Database, newId, sessionOf, systemSession } from '@jingzhun/persistence';
import { AnnouncementNotice, GroupNotice } from '../src/notice/notice-kinds.js';
import { BASE, type Caller, type Identification } from './service.js';

/** A host that writes down what it is told. */
export class RecordingHost implements NoticeHost {
  readonly told: string[] = [];
  /** Something the host does when a notice is closed. */
  whenClosed: (em: EntityManager) => Promise<void> = async () => undefined;

  returnSteps = (): { code: string; zh: string; en: string }[] => [{ code: 'applied', zh: '村民小组评议', en: 'group appraisal' }];

  /** Who made the case, as the host knows it. */
  caseMakers: string[] = [];

  async makers(): Promise<string[]> {
    return this.caseMakers;
  }

  async posted(_em: EntityManager, { id }: NoticeRecord): Promise<void> {
    this.told.push(`posted ${id}`);
  }

  async withdrawn(_em: EntityManager, { id }: NoticeRecord): Promise<void> {
    this.told.push(`withdrawn ${id}`);
  }

  async objectionReceived(_em: EntityManager, { id }: NoticeRecord): Promise<void> {
    this.told.push(`objection ${id}`);
  }

  /** What was told about one notice, in order. */
  toldOf = ({ id }: { id: string }): string[] => this.told.flatMap((line) => (line.endsWith(id) ? [line.split(' ')[0] as string] : []));

  /** Posts what was taken down once more, as a step of a case would. */
  again: NoticeHost['postAgain'] = async () => undefined;

  async postAgain(...said: Parameters<NoticeHost['postAgain']>): Promise<void> {
    await this.again(...said);
  }

  async closed(em: EntityManager, { id }: NoticeRecord): Promise<void> {
    this.told.push(`closed ${id}`);
    await this.whenClosed(em);
  }

  async objectionDecided(_em: EntityManager, { id }: NoticeRecord, { outcome }: { outcome: string }): Promise<void> {
    this.told.push(`${outcome} ${id}`);
  }
}

export function registerHost(service: Identification, type = 'case-of-a-test'): RecordingHost {
  const host = new RecordingHost();
  service.app.get(NoticeHosts, { strict: false }).register(type, host);
  return host;
}

export interface PostedNoticeOptions {
  place?: string;
  head?: string;
  post?: boolean;
  subjectType?: string;
  kind?: 'group' | 'announcement';
}

/** A notice of one household, composed and posted by an officer now. */
export async function postNotice(service: Identification, by: Principal, options: PostedNoticeOptions = {}): Promise<NoticeRecord> {
  const { place = '360781102208', head = '杨春华', post = true, subjectType = 'case-of-a-test', kind = 'group' } = options;
  const notices = service.app.get(Notices, { strict: false });
  const database = service.app.get(Database);
  const circumstances = await notices.prepare(place as DivisionCode);
  const today = service.clock.today();
  return database.transaction(sessionOf(by), async (em) => {
    const household = { head: publicName({ name: head, birthDate: '1960-01-01' as PlainDate }, today), members: headCount(4) };
    const about = {
      subject: { type: subjectType, id: newId(service.clock) },
      place: place as DivisionCode,
      groupName: groupName('第三小组'),
    };
    const composed =
      kind === 'group'
        ? await notices.compose(
            em,
            by,
            GroupNotice,
            {
              ...about,
              content: {
                ...household,
                result: decision('registration.proposed'),
                heldOn: proceedingDate(today, today),
                votes: votes({ entitled: 42, present: 36, inFavour: 35 }),
              },
            },
            circumstances,
          )
        : await notices.compose(
            em,
            by,
            AnnouncementNotice,
            { ...about, content: { ...household, result: decision('registration.decided'), decidedOn: proceedingDate(today, today) } },
            circumstances,
          );
    return post ? notices.post(em, by, composed.id, circumstances) : composed;
  });
}

/** Moves the standing clock forward to an instant. */
export const travelTo = (service: Identification, instant: string): void =>
  service.clock.advance(new Date(instant).getTime() - service.clock.now().getTime());

/** A photo without a date of its own, handed in now. */
export const photo = (service: Identification, place: string, audience: 'area' | 'aboveVillage' = 'area'): Promise<string> =>
  service.db.connection(systemSession('import'), async (client) => {
    const { id } = await attachmentRow(client, {
      place,
      audience,
      at: service.clock.now(),
      vault: service.app.get(Vault, { strict: false }),
    });
    return id;
  });

/** Both photos, each on its day; leaves the clock on the morning after the last day. */
export async function proveAndWait(service: Identification, by: Caller, { id, place, lastDay }: NoticeRecord): Promise<void> {
  await by.post(`/notices/${id}/proofs`, { occasion: 'first', attachmentIds: [await photo(service, place)] }).expect(200);
  travelTo(service, `${lastDay}T08:00:00+08:00`);
  await by.post(`/notices/${id}/proofs`, { occasion: 'last', attachmentIds: [await photo(service, place)] }).expect(200);
  travelTo(service, `${lastDay}T23:59:59+08:00`);
  service.clock.advance(9 * 3_600_000);
}

/** Signs and sends a decision; what is refused before the signature is answered as it is. */
export async function decideObjection(service: Identification, by: Caller, id: string, finding: object): Promise<request.Response> {
  const preview = await by.post(`/objections/${id}/decision-digest`, finding);
  if (preview.status !== 200) return preview;
  const proof = await signingProof(service.issuer, by.principal, preview.body.digest);
  return by.post(`/objections/${id}/decision`, { ...finding, proof });
}

/** Somebody objects on the public page; gives the receipt and the id that the receipt does not name. */
export async function objected(
  service: Identification,
  noticeId: string,
  said: object,
): Promise<{ id: string; receipt: Record<string, string> }> {
  const { body: receipt } = await request(service.app.getHttpServer())
    .post(`${BASE}/public/notices/${noticeId}/objections`)
    .send({ submissionId: randomUUID(), ...said })
    .expect(201);
  const [row] = await service.look<{ id: string }>('select id from objection where receipt_number = $1', [receipt.receiptNumber]);
  return { id: row!.id, receipt };
}

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
import { Database, newId, sessionOf } from '@jingzhun/persistence';
import { GroupNotice } from '../src/notice/notice-kinds.js';
import type { Identification } from './service.js';

/** A host that writes down what it is told. */
export class RecordingHost implements NoticeHost {
  readonly told: string[] = [];
  /** Something the host does when a notice is closed. */
  whenClosed: (em: EntityManager) => Promise<void> = async () => undefined;

  returnSteps = (): { code: string; zh: string; en: string }[] => [{ code: 'applied', zh: '村民小组评议', en: 'group appraisal' }];

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
}

/** A group notice, composed and posted by an officer now. */
export async function postNotice(service: Identification, by: Principal, options: PostedNoticeOptions = {}): Promise<NoticeRecord> {
  const { place = '360781102208', head = '杨春华', post = true, subjectType = 'case-of-a-test' } = options;
  const notices = service.app.get(Notices, { strict: false });
  const database = service.app.get(Database);
  const circumstances = await notices.prepare(place as DivisionCode);
  const today = service.clock.today();
  return database.transaction(sessionOf(by), async (em) => {
    const composed = await notices.compose(
      em,
      by,
      GroupNotice,
      {
        subject: { type: subjectType, id: newId(service.clock) },
        place: place as DivisionCode,
        groupName: groupName('第三小组'),
        content: {
          head: publicName({ name: head, birthDate: '1960-01-01' as PlainDate }, today),
          members: headCount(4),
          result: decision('registration.proposed'),
          heldOn: proceedingDate(today, today),
          votes: votes({ entitled: 42, present: 36, inFavour: 35 }),
        },
      },
      circumstances,
    );
    return post ? notices.post(em, by, composed.id, circumstances) : composed;
  });
}

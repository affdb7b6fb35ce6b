import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { ObjectionVia } from '@jingzhun/notices';
import type { Office } from '../application.factory.js';
import { photo } from '../notice.factory.js';
import { BASE, type Identification } from '../service.js';
import type { FaultyOffice } from './faulty-office.js';
import type { HttpCase } from './http-case.js';
import { noErrorOfOurs } from './watched.js';

interface HangsOrHung {
  id: string;
  last: string;
  state: 'posted' | 'closed';
}

const DOORS: readonly ObjectionVia[] = ['web', 'paper', 'phone'];

/** Villagers who object to what hangs, by every door in turn, and to what hung when their paper was handed in. */
export class Objectors {
  /** Taken in, by door. */
  readonly taken: Record<ObjectionVia, number> = { web: 0, paper: 0, phone: 0 };
  private came = 0;

  constructor(
    private readonly service: Identification,
    private readonly people: Office,
    private readonly office: FaultyOffice,
  ) {}

  /** To a notice that hangs or, one time in five, to the first that was closed: in time but entered late. */
  async object(cases: readonly HttpCase[], n: number): Promise<void> {
    const isLate = n % 5 === 0;
    const [notice] = await this.service.look<HangsOrHung>(
      `select id, last_day::text as last, state from notice where subject_id = any($1) and state = $2 order by posted_at, id`,
      [cases.map(({ id }) => id), isLate ? 'closed' : 'posted'],
    );
    if (!notice) return;
    const door = DOORS[this.came % DOORS.length]!;
    const submissionId = randomUUID();
    const form = { submissionId, text: '该户在县城有商品房，请核实。' };
    const status = door === 'web' ? await this.onThePage(notice, form) : await this.atTheOffice(notice, door, form, n);
    const rows = await this.service.look('select from objection where submission_id = $1', [submissionId]);
    expect([door, status, rows.length]).toEqual([door, status, status < 300 ? 1 : 0]);
    if (status >= 300) return;
    this.came += 1;
    this.taken[door] += 1;
  }

  private async onThePage({ id }: HangsOrHung, form: object): Promise<number> {
    const answer = await request(this.service.app.getHttpServer()).post(`${BASE}/public/notices/${id}/objections`).send(form);
    noErrorOfOurs(answer);
    return answer.status;
  }

  private async atTheOffice({ id, last }: HangsOrHung, via: ObjectionVia, form: object, n: number): Promise<number> {
    const { clerk, township, county } = this.people;
    const by = n % 10 === 9 ? clerk : n % 2 === 0 ? township : county;
    const scan = via === 'paper' ? { scanAttachmentId: await photo(this.service, by.principal.area.padEnd(12, '0'), 'aboveVillage') } : {};
    const today = this.service.clock.today();
    const receivedOn = last < today ? last : today;
    const status = await this.office.send(by, `/notices/${id}/objections`, { ...form, via, receivedOn, ...scan });
    // what came in time is taken, by whoever of the township or the county enters it
    expect([via, by === clerk, status]).toEqual([via, by === clerk, by === clerk ? 403 : 201]);
    return status;
  }
}

import { randomUUID } from 'node:crypto';
import type { SentFile } from './evidence-files.js';
import { photo, video } from './evidence-files.js';
import { checkDigitOf } from './id-check-digit.js';
import { Officer, type Answer } from './officer.js';
import { until } from './until.js';

const BASE = '/api/identification/v1';
/** Of a roll that is asked for by an assembly. */
const APPRAISING_GROUP = '第三小组';
const PASSWORD = 'Ruijin-2016-demo';
/** In every register, and known to nobody: an unallocated prefix. */
export const STRANGER = `36079919550505444${checkDigitOf('36079919550505444')}`;

/** Whom to ask in each of the other five departments. */
export const OFFICER_OF_DEPARTMENT = {
  industry: 'luo.industry',
  finance: 'qian.finance',
  relocation: 'an.relocation',
  medical: 'bai.medical',
  accountability: 'fang.accountability',
} as const;

interface Screening {
  id: string;
  rules: {
    rule: string;
    result: string;
    waitsFor: string | null;
    grounds: { code: string; result: string; needsEvidence: boolean }[];
  }[];
}

interface CaseState {
  id: string;
  version: number;
  state: string;
  notice: { id: string; lastDay: string } | null;
  householdId: string | null;
}

/** What officers do besides the pages a test looks at, over the same interface. Every answer is remembered for the search for markers. */
export class Procedure {
  readonly answers: { what: string; answer: Answer }[] = [];
  private readonly extracts: string[] = [];

  private seen(what: string, answer: Answer, ...expected: number[]): Answer {
    this.answers.push({ what, answer });
    if (!(expected.length > 0 ? expected : [200, 201, 204]).includes(answer.status))
      throw new Error(`${what}: ${answer.status} ${answer.text}`);
    return answer;
  }

  async case(by: Officer, id: string): Promise<CaseState> {
    return this.seen('case', await by.get(`${BASE}/applications/${id}`)).body as CaseState;
  }

  /** A finished upload, resumable protocol in two requests. */
  async upload(by: Officer, file: SentFile, audience = 'area'): Promise<string> {
    const id = randomUUID();
    const metadata = Object.entries({ id, filename: file.name, audience })
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(',');
    const tus = { 'Tus-Resumable': '1.0.0' };
    const begun = await by.raw('POST', `${BASE}/uploads`, undefined, {
      ...tus,
      'Upload-Length': String(file.buffer.length),
      'Upload-Metadata': metadata,
    });
    this.seen('upload', begun);
    const type = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': '0' };
    this.seen(
      'piece',
      await by.raw('PATCH', new URL(begun.headers.get('location') ?? '', by.address).pathname, file.buffer, { ...tus, ...type }),
    );
    await until('the upload was looked at', async () => {
      const { body } = await by.get(`${BASE}/attachments/${id}`);
      return (body as { state: string }).state === 'ready';
    });
    return id;
  }

  /** Previews, signs what is to be signed, takes the step. */
  async step(by: Officer, id: string, order: { step: string; [key: string]: unknown }): Promise<CaseState> {
    const { version } = await this.case(by, id);
    const cases = [{ id, version }];
    const preview = this.seen('preview', await by.post(`${BASE}/applications/steps/preview`, { ...order, cases }));
    const { digest, possible } = preview.body as { digest: string | null; possible: boolean };
    if (!possible) throw new Error(`${order.step}: ${preview.text}`);
    const proof = digest ? { proof: await this.proof(by, digest) } : {};
    this.seen(order.step, await by.post(`${BASE}/applications/steps`, { ...order, cases, ...proof }));
    return this.case(by, id);
  }

  async proof(by: Officer, digest: string): Promise<string> {
    const answer = await by.post('/api/gateway/v1/signing-proofs', { password: PASSWORD, digest });
    if (answer.status !== 200) throw new Error(`signing proof: ${answer.status} ${answer.text}`);
    return (answer.body as { proof: string }).proof;
  }

  /** A registration from nothing to the appraisal. */
  async submitted(by: Officer, content: object, villageCode: string): Promise<string> {
    const { id } = this.seen('application', await by.post(`${BASE}/applications`, { villageCode, content })).body as CaseState;
    let scan = '';
    for (const role of ['consent', 'identity', 'applicationForm']) {
      scan = await this.upload(by, await photo(`${role}${id}`));
      this.seen('document', await by.post(`${BASE}/applications/${id}/attachments`, { attachmentId: scan, role }));
    }
    await this.step(by, id, { step: 'submit', mark: { scan, kind: 'thumbprint' } });
    return id;
  }

  /** What the township entered is confirmed by a colleague. */
  async rollConfirmed(by: Officer): Promise<void> {
    const { items } = this.seen('rolls', await by.get(`${BASE}/rolls?status=proposed`)).body as { items: { id: string }[] };
    for (const { id } of items) this.seen('confirmed roll', await by.post(`${BASE}/rolls/${id}/confirm`, {}));
  }

  /** Thirty may come to a meeting of the village or of the group: entered and confirmed by two of the township, once. */
  async rollKept(by: Officer, villageCode: string, groupName: string): Promise<void> {
    const on = await this.today(by);
    const counts = await Promise.all(
      ['households', 'representatives'].map(async (basis) => {
        const asked = new URLSearchParams({ villageCode, basis, on, groupName });
        return (
          this.seen('roll in force', await by.get(`${BASE}/rolls/in-force?${asked.toString()}`)).body as { roll: { count: number } | null }
        ).roll?.count;
      }),
    );
    if (counts.every((count) => count === 30)) return;
    const [enters, confirms] = await Promise.all(['he.rentian', 'xu.rentian'].map((name) => Officer.signIn(by.address, name)));
    const roll = {
      ...{ villageCode, validFrom: on, documentDate: on, sourceDocument: '户籍底册、村民代表名册', representatives: 30 },
      groups: [{ groupName, households: 30 }],
    };
    const { id } = this.seen('roll', await enters!.post(`${BASE}/rolls`, roll)).body as { id: string };
    this.seen('confirmed roll', await confirms!.post(`${BASE}/rolls/${id}/confirm`, {}));
  }

  /** A meeting in favour, with its papers. */
  async met(
    by: Officer,
    id: string,
    parts: { kind: 'group' | 'assembly'; villageCode: string; groupName?: string; heldOn: string; minutes: string },
  ): Promise<void> {
    await this.rollKept(by, parts.villageCode, parts.groupName ?? APPRAISING_GROUP);
    const meeting = {
      ...parts,
      place: '村部会议室',
      chairName: '罗组长',
      basis: parts.kind === 'group' ? 'households' : 'representatives',
      present: 24,
      screeningReadOut: true,
      votes: [{ applicationId: id, votesFor: 22, votesAgainst: 1, abstained: 1 }],
    };
    const { id: meetingId } = this.seen('meeting', await by.post(`${BASE}/meetings`, meeting)).body as { id: string };
    for (const [role, file] of [
      ['signIn', await photo(`sheet${meetingId}`)],
      ['photo', await photo(`room${meetingId}`)],
      ['video', video('room')],
    ] as const)
      this.seen(
        'meeting paper',
        await by.post(`${BASE}/meetings/${meetingId}/attachments`, { attachmentId: await this.upload(by, file), role }),
      );
  }

  /** A group appraisal in favour, concluded. */
  async appraised(by: Officer, id: string, { villageCode, group }: { villageCode: string; group: string }): Promise<void> {
    const heldOn = await this.today(by);
    await this.met(by, id, { kind: 'group', villageCode, groupName: group, heldOn, minutes: '逐户评议。' });
    await this.step(by, id, { step: 'appraise' });
  }

  /** On the day after the last one of the notice that hangs. */
  async periodOver(by: Officer, clock: Officer, id: string): Promise<void> {
    const { notice } = await this.case(by, id);
    if (!notice) throw new Error('no notice hangs');
    await this.passUntilAfter(clock, notice.lastDay);
  }

  async today(by: Officer): Promise<string> {
    return ((await by.get(`${BASE}/clock`)).body as { today: string }).today;
  }

  /** The demonstration's guarded route; nobody waits a week. */
  async passUntilAfter(clock: Officer, day: string): Promise<void> {
    while ((await this.today(clock)) <= day) this.seen('clock', await clock.post(`${BASE}/clock/advance`, { hours: 24 }));
  }

  /** Extracts of the registers of other authorities, of today; they name nobody the county knows. The police is asked by a person. */
  async registersImported(county: Officer): Promise<void> {
    const { items } = this.seen('registers', await county.get(`${BASE}/registers`)).body as { items: { kind: string }[] };
    const asOf = await this.today(county);
    for (const { kind } of items.filter((one) => one.kind !== 'police')) {
      const titles = (await county.get(`${BASE}/register-imports/template.csv?kind=${kind}`)).text.trim();
      const cells = titles
        .split(',')
        .map((title) => (title === '姓名' ? '鸫无关' : title === '证件号码' ? STRANGER : title.startsWith('*') ? '其他' : ''));
      const query = new URLSearchParams({ kind, asOf, authority: '瑞金市有关部门', document: '函〔2016〕12号' });
      const type = { 'Content-Type': 'text/csv', 'X-File-Name': `${kind}.csv` };
      const file = Buffer.from(`${titles}\r\n${cells.join(',')}\r\n`);
      const sent = this.seen('extract', await county.upload(`${BASE}/register-imports?${query.toString()}`, file, type), 202);
      this.extracts.push((sent.body as { id: string }).id);
    }
  }

  /** They would count for everybody else as well. */
  async registersWithdrawn(county: Officer): Promise<void> {
    for (const id of this.extracts) {
      const taken = async (): Promise<boolean> =>
        ((await county.get(`${BASE}/register-imports/${id}`)).body as { state: string }).state !== 'received';
      await until('the extract was taken', taken, 120_000);
      this.seen('withdrawal', await county.post(`${BASE}/register-imports/${id}/withdraw`, { reason: '演示用' }));
    }
  }

  /** What the registers left open was asked of people; two rules only the verification officer may confirm. */
  async screenedClear(township: Officer, verification: Officer, id: string): Promise<void> {
    const read = async (by: Officer): Promise<Screening> =>
      this.seen('screening', await by.get(`${BASE}/applications/${id}/screening`)).body as Screening;
    const answered = async (): Promise<boolean> => (await read(township)).rules.every(({ waitsFor }) => waitsFor !== 'register');
    await until('the registers have answered', answered, 120_000);
    for (const by of [township, verification])
      for (const { rule } of (await read(by)).rules) {
        const { id: screeningId, rules } = await read(by);
        const open = rules.find((one) => one.rule === rule && one.result === 'unknown');
        const ground = open?.grounds.find((one) => one.result === 'pass' && !one.needsEvidence);
        if (!ground) continue;
        const confirmation = { rule, ground: ground.code, note: '入户了解，邻里询问，情况属实' };
        this.seen('confirmation', await by.post(`${BASE}/screenings/${screeningId}/confirmations`, confirmation));
      }
    const { rules } = await read(verification);
    const open = rules.filter(({ result }) => result !== 'pass').map(({ rule, result }) => `${rule} ${result}`);
    if (open.length > 0) throw new Error(`not clear: ${open.join(', ')}`);
  }
}

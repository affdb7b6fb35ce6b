import { REGISTER_KINDS, type RegisterKind } from '../../src/screening/rules/register-kind.js';
import type { Office } from '../application.factory.js';
import { confirmerOf } from '../cleared-verdict.js';
import { registrar, settled, uploadExtract, type RegisterCells } from '../registers.js';
import type { Identification } from '../service.js';
import type { NamedPerson } from './http-case.js';
import { watched } from './watched.js';

/** What a person has to confirm: that nothing is to be said against the household. */
const GROUNDS: Readonly<Record<string, string>> = { V4: 'lives-here', V6: 'none', R4: 'none' };

interface Judged {
  id: string;
  rules: { rule: string; result: string; waitsFor: string | null; answer: object | null }[];
}

/** Extracts of the authorities, confirmations and answers, as the county imports them and officers give them. */
export class VillageRegisters {
  constructor(
    private readonly service: Identification,
    private readonly people: Office,
  ) {}

  /** One extract of every authority; now and then it names somebody: a car, an employer, a farm tricycle. */
  async extractsOf(persons: readonly NamedPerson[], n: number): Promise<void> {
    const named = persons[n % Math.max(persons.length, 1)];
    const rows: Partial<Record<RegisterKind, RegisterCells[]>> = {};
    const row = (name: string): RegisterCells[] =>
      named ? [{ name: named.name, idNumber: named.idNumber, class: name, from: '2012-09-01' }] : [];
    if (n % 7 === 1) rows.vehicle = row('小型客车');
    if (n % 7 === 2) rows.payroll = row('事业单位');
    if (n % 7 === 3) rows.vehicle = row('农用三轮车');
    for (const kind of REGISTER_KINDS) {
      const { status, body } = await uploadExtract(this.service, {
        ...{ kind, asOf: this.service.clock.today(), by: registrar() },
        rows: rows[kind] ?? [],
      });
      if (status !== 202) throw new Error(`${kind}: ${status} ${JSON.stringify(body)}`);
    }
    await settled(this.service);
  }

  /** What the verdict waits for: extracts of this month, confirmations, answers. A veto stays until an extract no longer says it. */
  async clear(id: string, persons: readonly NamedPerson[], n: number): Promise<void> {
    let judged = await this.judged(id);
    if (judged.rules.some(({ result, waitsFor }) => result === 'veto' || (result === 'unknown' && waitsFor !== 'person'))) {
      await this.extractsOf(persons, n);
      judged = await this.judged(id);
    }
    const confirmer = watched(confirmerOf(this.service));
    for (const { rule, result } of judged.rules) {
      const ground = GROUNDS[rule];
      if (result !== 'unknown' || !ground || n % 19 === 0) continue;
      const { id: present } = await this.judged(id);
      await confirmer.post(`/screenings/${present}/confirmations`, { rule, ground, note: '已入户核实' });
    }
    for (const { rule, result, answer } of judged.rules) {
      if (result !== 'strict' || answer || n % 5 === 0) continue;
      const { id: present } = await this.judged(id);
      await this.people.otherTownship.post(`/screenings/${present}/answers`, { rule, reason: '该成员已分户，不影响本户情况' });
    }
  }

  private readonly judged = async (id: string): Promise<Judged> =>
    (await watched(confirmerOf(this.service)).get(`/applications/${id}/screening`).expect(200)).body;
}

import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { Printer } from '@jingzhun/print';
import { attemptsBesides } from '../application/case/case-attempts.js';
import { ApplicationNotFound } from '../application/case/application.errors.js';
import { masked } from '../application/content/masked-content.js';
import { SealedContent } from '../application/content/sealed-content.js';
import { readPage } from '../household/household.queries.js';
import { SealedNumbers } from '../household/sealed-numbers.js';
import { DivisionNames } from '../notice/division-names.js';
import { householdForm, HouseholdPaper, type FormSource } from './household-form.js';
import type { Language } from './form-words.js';

const CONSENT = {
  zh: '本人承诺以上内容真实，同意有关部门对本户的车辆、房产、工商、财政供养等登记信息进行数据比对；如有隐瞒，愿承担相应责任。',
  en: 'I state that this is true and agree that the authorities compare it with their registers of vehicles, real estate, firms and payrolls.',
};
const REGISTERED = {
  zh: '该户经农户申请、小组评议、组级公示、村民代表大会审核、村委会公示、乡镇复核、村委会公告，准予建档立卡。',
  en: 'The household was registered after application, appraisal, group notice, assembly, village notice, township re-check and announcement.',
};

/** The forms of a household on paper: the application for its signature, and the registration form. Numbers are masked unless asked for with a purpose. */
@Injectable()
export class FormPrinting {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(SealedContent) private readonly contents: SealedContent,
    @Inject(SealedNumbers) private readonly numbers: SealedNumbers,
    @Inject(DivisionNames) private readonly names: DivisionNames,
    @Inject(Printer) private readonly printer: Printer,
  ) {}

  /** @param purpose why the document numbers are needed in plain; absent: masked */
  async registration(principal: Principal, householdId: string, lang: Language, purpose?: string): Promise<Buffer> {
    const source = await this.database.connection(sessionOf(principal), async (client) => {
      const { state } = await readPage(client, householdId);
      const plain = purpose === undefined ? undefined : await this.plainNumbers(client, householdId);
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: purpose === undefined ? 'household.print' : 'household.reveal',
        objectType: 'household',
        objectId: householdId,
        result: 'success',
        ...(purpose === undefined ? {} : { purpose, detail: { field: 'idNumber', form: 'registration' } }),
      });
      return {
        ...state,
        title: { zh: '贫困户登记表', en: 'Registration form' },
        placeNames: await this.placesOf(client, state.villageCode),
        phone: state.phoneMasked,
        bankAccount: state.bankAccountMasked,
        members: Object.entries(state.members)
          .map(([id, member]) => ({ ...member, idNumber: plain?.get(id) ?? member.idNumberMasked }))
          .sort((a, b) => (`${a.relation}${a.birthDate}` < `${b.relation}${b.birthDate}` ? -1 : 1)),
        incomes: Object.entries(state.incomes)
          .map(([year, income]) => ({ ...income, year: Number(year) }))
          .sort((a, b) => b.year - a.year),
        attempts: await attemptsBesides(client, { applicationId: null, householdId }),
        statement: null,
        paragraphs: state.registeredElsewhere ? [] : [REGISTERED],
        signatures: [
          { zh: '户主签字', en: 'Head' },
          { zh: '村委会负责人', en: 'Village' },
          { zh: '乡镇负责人', en: 'Township' },
          { zh: '填表日期', en: 'Date' },
        ],
        note: plain
          ? { zh: '本表载有完整证件号码，用后请妥善保管或销毁。', en: 'Holds full document numbers: keep it safe or destroy it.' }
          : { zh: '证件号码已隐去出生日期及顺序码。', en: 'Document numbers are masked.' },
      } satisfies FormSource;
    });
    return this.printer.pdf(HouseholdPaper, householdForm(source, lang), this.clock.now());
  }

  /** The page the household signs; its numbers stay masked: it knows them. */
  async application(principal: Principal, id: string, lang: Language): Promise<Buffer> {
    const source = await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ village_code: string; head_name: string; content_cipher: Buffer; content_digest: string }>(
        'select village_code, head_name, content_cipher, content_digest from application where id = $1',
        [id],
      );
      const row = rows[0];
      if (!row) throw new ApplicationNotFound();
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'application.print',
        objectType: 'application',
        objectId: id,
        result: 'success',
      });
      const draft = this.contents.open(id, row.content_cipher);
      const placeNames = await this.placesOf(client, row.village_code);
      return this.formOf(draft, { placeNames, headName: row.head_name, digest: row.content_digest });
    });
    return this.printer.pdf(HouseholdPaper, householdForm(source, lang), this.clock.now());
  }

  private formOf(
    draft: ReturnType<SealedContent['open']>,
    { placeNames, headName, digest }: { placeNames: string[]; headName: string; digest: string },
  ): FormSource {
    const today = plainDateInShanghai(this.clock.now());
    const { content, members } = masked(draft, today);
    const shown = content as { phoneMasked?: string | null; bankAccountMasked?: string | null };
    const isRegistration = draft.kind === 'registration';
    return {
      title: TITLES[draft.kind],
      placeNames,
      number: null,
      registeredOn: null,
      groupName: isRegistration ? (draft.groupName ?? null) : null,
      headName,
      address: isRegistration ? (draft.address ?? null) : null,
      phone: shown.phoneMasked ?? null,
      bankName: isRegistration ? (draft.bankName ?? null) : null,
      bankAccount: shown.bankAccountMasked ?? null,
      category: draft.kind === 'removal' ? null : (draft.category ?? null),
      standard: isRegistration ? (draft.standard ?? null) : null,
      mainCause: isRegistration ? (draft.mainCause ?? null) : null,
      secondaryCauses: isRegistration ? (draft.secondaryCauses ?? []) : [],
      living: isRegistration ? (draft.living ?? {}) : {},
      members: members.map(({ idNumberMasked, ...member }) => ({ ...member, idNumber: idNumberMasked })),
      incomes: (isRegistration ? (draft.incomes ?? []) : []).flatMap((income) =>
        income.year === undefined
          ? []
          : [
              {
                ...{ wageFen: 0, businessFen: 0, propertyFen: 0, businessExpenseFen: 0, ...income, year: income.year },
                ...{ transferFen: null, netPerPersonFen: null },
              },
            ],
      ),
      statement: draft.statement ?? null,
      paragraphs: [CONSENT],
      signatures: [
        { zh: '户主签字（按印）', en: 'Signature or thumb-print of the head' },
        { zh: '见证人（经办）', en: 'Witness' },
        { zh: '日期', en: 'Date' },
      ],
      note: { zh: `内容校验码：${digest.slice(0, 16)}`, en: `Digest of the content: ${digest.slice(0, 16)}` },
    };
  }

  private async placesOf(client: pg.ClientBase, villageCode: string): Promise<string[]> {
    const place = DivisionCode.parse(villageCode);
    return (await this.names.of(client, [place], plainDateInShanghai(this.clock.now()))).get(place) ?? [];
  }

  private async plainNumbers(client: pg.ClientBase, householdId: string): Promise<Map<string, string>> {
    const { rows } = await client.query<{ id: string; id_cipher: Buffer; id_given_cipher: Buffer | null }>(
      `select p.id, p.id_cipher, p.id_given_cipher from member m join person p on p.id = m.person_id where m.household_id = $1 and m.valid_to is null`,
      [householdId],
    );
    return new Map(
      rows.map(({ id, id_cipher: cipher, id_given_cipher: given }) => [
        id,
        given ? this.numbers.open('idNumberGiven', id, given) : this.numbers.open('idNumber', id, cipher),
      ]),
    );
  }
}

const TITLES = {
  registration: { zh: '贫困户申请书', en: 'Application for registration' },
  removal: { zh: '清退建议书', en: 'Proposal of removal' },
  categoryChange: { zh: '变更贫困户属性申请书', en: 'Application for a change of category' },
} as const;

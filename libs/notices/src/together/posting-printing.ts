import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaOf } from '@jingzhun/domain/division-code';
import { Database, sessionOf } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { definePaper, Printer } from '@jingzhun/print';
import type { NoticeKind } from '../kinds/define-notice.js';
import { noticeText, type NoticeText, type Words } from '../kinds/notice-text.js';
import { kindOf, NOTICE_OPTIONS, PLACE_NAMES, type NoticeOptions, type PlaceNames } from '../notice-options.js';
import type { PrintRequest } from '../printing/notice-printing.js';
import { NoticePaper, noticePaper } from '../printing/notice-paper.js';
import { getPosting, readLines, type PostingLine } from './posting-rows.js';
import { leftBecause } from './posting.rules.js';

const SheetPaper = definePaper({
  name: 'notice-sheet',
  template: new URL('../../templates/sheet.typ', import.meta.url),
  data: NoticePaper.data,
  rows: ({ tables }) => tables.reduce((sum, { rows }) => sum + rows.length, 0),
});

const NOTHING: Words = { zh: '—', en: '—' };
const TAKEN_DOWN: Words = { zh: '已撤下', en: 'taken down' };
/** It may have hung to its end: the objection can have come afterwards. */
const UPHELD: Words = { zh: '异议成立', en: 'objection upheld' };

/** The sheet for the board: the text of the kind once, a row for each notice, the code of the village's board. */
@Injectable()
export class PostingPrinting {
  constructor(
    @Inject(NOTICE_OPTIONS) private readonly options: NoticeOptions,
    @Inject(PLACE_NAMES) private readonly places: PlaceNames,
    @Inject(Database) private readonly database: Database,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(Printer) private readonly printer: Printer,
  ) {}

  /** @throws PostingNotFound */
  async forOffice(principal: Principal, id: string, { language, origin }: PrintRequest): Promise<Buffer> {
    const { posting, lines, placeNames } = await this.database.connection(sessionOf(principal), async (client) => {
      const found = await getPosting(client, id);
      const names = await this.places.of(client, [found.place], found.postedOn);
      return { posting: found, lines: await readLines(client, id), placeNames: names.get(found.place) ?? [] };
    });
    const complaintChannel = await this.policies.value('notice.complaintChannel', posting.postedOn, areaOf(posting.place));
    const digests = lines.map(({ notice }) => notice.contentDigest).join('\n');
    const about = {
      ...{ ...posting, placeNames, complaintChannel, address: `${origin}/public/places/${posting.place}` },
      contentDigest: createHash('sha256').update(digests).digest('hex'),
    };
    const data = await noticePaper(sheetText(kindOf(this.options, posting.kind), lines), about, language);
    return this.printer.pdf(SheetPaper, data, new Date(posting.madeAt));
  }
}

/** One table of all lines under the sentences of the kind; a line that left it keeps its number and says why, nothing else. */
export function sheetText(kind: NoticeKind, lines: readonly PostingLine[]): NoticeText {
  const texts = lines.map(({ notice }) => (leftBecause(notice) === null ? noticeText(kind, notice.content) : undefined));
  const fields = Object.values(kind.fields).filter(({ shape }) => shape === 'one');
  // a column in which nothing stands is not printed
  const columns = fields.filter(({ zh }) => texts.some((text) => text?.facts.some(({ label }) => label.zh === zh)));
  const rows = texts.map((text, i) => {
    const number = String(lines[i]?.position);
    const left = lines[i]?.notice.state === 'withdrawn' ? TAKEN_DOWN : UPHELD;
    if (!text) return [{ zh: number, en: number }, left, ...columns.slice(1).map(() => NOTHING)];
    return [{ zh: number, en: number }, ...columns.map(({ zh }) => text.facts.find(({ label }) => label.zh === zh)?.value ?? NOTHING)];
  });
  return {
    ...{ title: kind.title, paragraphs: kind.paragraphs, facts: [] },
    tables: [
      {
        label: { zh: `公示名单（共 ${lines.length} 份）`, en: `${lines.length} notices` },
        headings: [{ zh: '序号', en: 'No.' }, ...columns.map(({ zh, en }) => ({ zh, en }))],
        rows,
      },
    ],
  };
}

import { z } from 'zod';
import { addressCode, definePaper } from '@jingzhun/print';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { dateInChinese, type NoticeText } from '../kinds/notice-text.js';

const Cells = z.array(z.string());

export const NoticePaper = definePaper({
  name: 'notice',
  template: new URL('../../templates/notice.typ', import.meta.url),
  data: z.strictObject({
    lang: z.enum(['zh', 'en']),
    title: z.string(),
    place: z.string(),
    paragraphs: Cells,
    facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    tables: z.array(z.strictObject({ label: z.string(), headings: Cells, rows: z.array(Cells) })),
    period: Cells,
    seal: z.string(),
    signature: z.string(),
    date: z.string(),
    code: z.string(),
    codeAlt: z.string(),
    codeCaption: z.string(),
    address: z.string(),
    digest: z.string(),
  }),
  rows: ({ tables, facts }) => tables.reduce((sum, { rows }) => sum + rows.length, facts.length),
});
export type NoticePaper = z.infer<typeof NoticePaper.data>;

/** What a paper needs besides the text of the notice. */
export interface OnPaper {
  readonly placeNames: readonly string[];
  readonly groupName: string | null;
  readonly postedOn: PlainDate | null;
  readonly firstDay: PlainDate | null;
  readonly lastDay: PlainDate | null;
  readonly days: number | null;
  readonly dayKind: 'calendar' | 'working' | null;
  readonly complaintChannel: { readonly zh: string; readonly en: string };
  readonly contentDigest: string;
  /** Of the public page; also what the code holds. */
  readonly address: string;
}

type Language = 'zh' | 'en';

/** The paper that hangs on the board: the same text as the public page, with its address and room for seal and signature. */
export async function noticePaper(text: NoticeText, about: OnPaper, lang: Language): Promise<NoticePaper> {
  const in_ = (words: { zh: string; en: string }): string => words[lang];
  return {
    lang,
    title: in_(text.title),
    place: [...about.placeNames, about.groupName ?? ''].join(lang === 'zh' ? '' : ' ').trim(),
    paragraphs: text.paragraphs.map(in_),
    facts: text.facts.map(({ label, value }) => ({ label: in_(label), value: in_(value) })),
    tables: text.tables.map(({ label, headings, rows }) => ({
      label: in_(label),
      headings: headings.map(in_),
      rows: rows.map((row) => row.map(in_)),
    })),
    period: [...periodWords(about, lang), complaintWords(about, lang)],
    ...frameWords(about, lang),
    code: await addressCode(about.address),
    address: about.address,
  };
}

function periodWords({ postedOn, firstDay, lastDay, days, dayKind }: OnPaper, lang: Language): string[] {
  if (!postedOn || !firstDay || !lastDay)
    return lang === 'zh'
      ? ['公示期自张贴次日起算，起止日期以公示网页为准。']
      : ['The period counts from the day after posting; see the public page.'];
  if (lang === 'en')
    return [
      `Posted on ${postedOn}. Period: ${firstDay} to ${lastDay} (${days} ${dayKind === 'working' ? 'working' : 'calendar'} days, the day of posting not counted).`,
    ];
  const unit = dayKind === 'working' ? '个工作日' : '天';
  return [`公示期：${dateInChinese(firstDay)}至${dateInChinese(lastDay)}，共 ${days} ${unit}（张贴当日不计）。`];
}

const complaintWords = ({ complaintChannel }: OnPaper, lang: Language): string =>
  lang === 'zh' ? `监督举报：${complaintChannel.zh}。` : `To complain: ${complaintChannel.en}.`;

/** A village committee issues under its own name; of a township or a county the place names no office. */
const issuer = (placeNames: readonly string[]): string => (placeNames.at(-1)?.endsWith('委员会') ? (placeNames.at(-1) ?? '') : '');

function frameWords(
  { placeNames, postedOn, contentDigest, lastDay }: OnPaper,
  lang: Language,
): Pick<NoticePaper, 'seal' | 'signature' | 'date' | 'codeAlt' | 'codeCaption' | 'digest'> {
  const digest = contentDigest.slice(0, 16);
  if (lang === 'en')
    return {
      ...{ seal: '(seal)', signature: 'Signed by', date: postedOn ?? '', codeAlt: 'Code with the address of the public page' },
      codeCaption: lastDay ? `Scan to read this notice and to object, until ${lastDay}` : 'Scan to read this notice and to object',
      digest: `Digest of the text: ${digest}`,
    };
  return {
    ...{
      seal: `${issuer(placeNames)}（盖章）`,
      signature: '负责人签字',
      date: postedOn ? dateInChinese(postedOn) : '　　　　年　　月　　日',
    },
    codeAlt: '公示网页地址的二维码',
    codeCaption: lastDay ? `扫码查看公示、提出异议（有效期至${dateInChinese(lastDay)}）` : '扫码查看公示、提出异议',
    digest: `内容校验码：${digest}`,
  };
}

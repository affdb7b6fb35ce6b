import { z } from 'zod';
import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { addressCode, definePaper } from '@jingzhun/print';
import { amountInWords } from './amount-in-words.js';

export const CertificatePaper = definePaper({
  name: 'payment-certificate',
  template: new URL('../../../templates/payment-certificate.typ', import.meta.url),
  data: z.strictObject({
    lang: z.enum(['zh', 'en']),
    title: z.string(),
    place: z.string(),
    facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    statement: z.string(),
    seal: z.string(),
    signature: z.string(),
    date: z.string(),
    code: z.string(),
    codeAlt: z.string(),
    codeCaption: z.string(),
    address: z.string(),
  }),
  rows: ({ facts }) => facts.length,
});
export type CertificatePaper = z.infer<typeof CertificatePaper.data>;

/** What stands on the paper. */
export interface Certified {
  readonly number: string;
  readonly headName: string;
  readonly householdNumber: string;
  readonly title: string;
  readonly fundZh: string;
  readonly fundEn: string;
  readonly amountFen: number;
  readonly paidOn: string;
  readonly accountMasked: string;
  readonly bankName: string;
  readonly placeNames: readonly string[];
  readonly address: string;
  /** Paid for the household; null: it went to its own account. */
  readonly institution: { readonly name: string; readonly creditCode: string; readonly beneficiary: string | null } | null;
}

/** The household keeps it or signs it: then it is the proof that the money was seen. */
export async function certificatePaper(of: Certified, lang: 'zh' | 'en'): Promise<CertificatePaper> {
  const zh = lang === 'zh';
  const fact = (label: [string, string], value: string) => ({ label: zh ? label[0] : label[1], value });
  const yuan = formatYuan(of.amountFen as Fen);
  return {
    lang,
    title: zh ? '扶贫资金付款凭证' : 'Certificate of payment',
    place: of.placeNames.join(zh ? '' : ' '),
    facts: [
      fact(['凭证编号', 'Number'], of.number),
      fact(['户主姓名', 'Head of household'], of.headName),
      fact(['户编号', 'Household'], of.householdNumber),
      ...(of.institution?.beneficiary ? [fact(['受益人', 'For whom'], of.institution.beneficiary)] : []),
      fact(['事由', 'For'], of.title),
      fact(['资金', 'Fund'], zh ? of.fundZh : of.fundEn),
      fact(['金额', 'Amount'], zh ? `${yuan} 元（大写：${amountInWords(of.amountFen)}）` : `${yuan} yuan (${amountInWords(of.amountFen)})`),
      fact(['到账日期', 'Credited on'], of.paidOn),
      ...(of.institution
        ? [fact(['收款单位', 'Paid to'], of.institution.name), fact(['统一社会信用代码', 'Credit code'], of.institution.creditCode)]
        : []),
      fact(['收款账户', 'Account'], `${of.bankName} ${of.accountMasked}`),
    ],
    statement: of.institution
      ? statementFor(of.institution.name, zh)
      : zh
        ? '农户认账：上述款项已到账，金额无误。如未收到或金额不符，请勿签字，向村委会或乡镇反映。'
        : 'The household confirms that the amount has arrived. If it has not, or another amount has, do not sign; tell the village or the township.',
    seal: zh ? '（盖章）' : '(seal)',
    signature: zh ? '户主签字' : 'Head of household',
    date: zh ? '　　　　年　　月　　日' : '',
    code: await addressCode(of.address),
    codeAlt: zh ? '核验网页地址的二维码' : 'Code with the address of the page that verifies it',
    codeCaption: zh ? '扫码核验本凭证是否有效' : 'Scan to see whether this certificate is valid',
    address: of.address,
  };
}

/** Nothing arrives at the household: it confirms that it knows of it. */
const statementFor = (name: string, zh: boolean): string =>
  zh
    ? `上述款项由财政为本户代缴，已付给${name}，不经过农户的一卡通。农户知悉后签字；没有参保或对金额有疑问的，请勿签字，向村委会或乡镇反映。`
    : `The amount was paid for the household to ${name}, not to its own account. The household signs that it knows; if it is not insured, or the amount is doubtful, do not sign and tell the village or the township.`;

import { formatYuan } from '@jingzhun/domain/money';
import type { PublicCertificate } from '@jingzhun/domain/payment-certificate';
import { markup } from '../../sign-in/pages/html.js';
import { dateWords } from '../words.js';
import type { PublicPage, Reader } from './layout.js';

/** Whether the paper in somebody's hand holds: to be compared with what is printed on it. Of a name it shows what tells it from another: a real square on a forged paper is found out. */
export function certificatePage(reader: Reader, { number, amountFen, paidOn, paidTo, isValid }: PublicCertificate): PublicPage {
  const zh = reader.language === 'zh';
  const yuan = formatYuan(amountFen);
  return {
    reader,
    title: { zh: '付款凭证核验', en: 'Payment certificate' },
    body: markup`<p class="${isValid ? 'done' : 'wrong'}" role="status"><strong>${
      isValid
        ? zh
          ? '有效：这笔款项已经付到农户账户。'
          : 'Valid: the money was credited to the household.'
        : zh
          ? '作废：这笔款项已被银行退回或已被追回。'
          : 'Void: the money came back from the bank or was taken back.'
    }</strong></p>
<dl>
<div><dt>${zh ? '凭证编号' : 'Number'}</dt><dd>${number}</dd></div>
${paidTo === undefined ? '' : markup`<div><dt>${zh ? '收款人' : 'Paid to'}</dt><dd>${paidTo}</dd></div>`}
<div><dt>${zh ? '金额' : 'Amount'}</dt><dd>${zh ? `${yuan} 元` : `${yuan} yuan`}</dd></div>
<div><dt>${zh ? '到账日期' : 'Credited on'}</dt><dd>${dateWords(paidOn, reader.language)}</dd></div>
</dl>
<p>${
      zh
        ? '请与纸上的编号、收款人、金额、日期核对；不一致的，纸质凭证不可信，请向村委会或乡镇核实。'
        : 'Compare number, name, amount and date with the paper. If they differ, the paper cannot be trusted: ask the village or the township.'
    }</p>`,
  };
}

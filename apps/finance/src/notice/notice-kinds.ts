import { defineNotice, field, optionalField, type NoticeKind } from '@jingzhun/notices';

/** 产业奖补公示: what a household is to get and for what. No number of a document, no account, no phone: there are no fields for them. */
export const SubsidyNotice = defineNotice({
  kind: 'subsidy',
  department: 'finance',
  title: { zh: '产业奖补拟发放公示', en: 'Notice of a reward subsidy' },
  paragraphs: [
    {
      zh: '经农户申请、村级初审、乡镇现场验收和县级核定，现将拟发放的产业奖补予以公示。',
      en: 'Applied for by the household, checked by the village, accepted on site by the township and worked out by the county: the following is to be paid.',
    },
    {
      zh: '公示期内，任何人对公示内容有异议的，可以在公示网页上提出，也可以书面或打电话提出，可以不署名。',
      en: 'Until the end of the period anyone may object: on the public page, on paper or by phone, with or without a name.',
    },
  ],
  fields: {
    head: field('publicName', '户主姓名', 'head of household'),
    item: field('itemName', '补助项目', 'subsidised'),
    quantity: field('quantity', '验收数量', 'accepted quantity'),
    amount: field('money', '拟补助金额', 'amount'),
    waits: optionalField('money', '超出每批上限、转入下一批（以每户总额为限）', 'waits for the next batch, within the household’s total'),
    rest: optionalField('money', '其中属上一批余额', 'left by the batch before'),
    result: field('decision', '核定结果', 'result'),
    acceptedOn: field('proceedingDate', '现场验收日期', 'accepted on site on'),
  },
  days: 'notice.subsidy.days',
  investigator: 'objection.subsidy.investigator',
});

export const NOTICE_KINDS = [SubsidyNotice] as unknown as readonly NoticeKind[];

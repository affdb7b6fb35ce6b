import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';

const refusal = (code: string, status: number, zh: RefusalText, en: RefusalText) =>
  class extends Refusal {
    constructor() {
      super({ code, status, zh, en });
    }
  };

const again: Pick<RefusalText, 'next'> = { next: '请重新核对要签的内容，再次输入密码签名。' };
const againEn: Pick<RefusalText, 'next'> = { next: 'Check what you are signing and enter your password again.' };

export class ProofRefused extends refusal(
  'signature.proof-refused',
  403,
  { title: '签名确认无效', detail: '签名确认已过期、不完整，或不是本系统出具的。', ...again },
  { title: 'The proof does not count', detail: 'The proof of re-authentication is expired, damaged or none of ours.', ...againEn },
) {}

export class ProofOfAnother extends refusal(
  'signature.proof-of-another',
  403,
  { title: '签名确认不是您的', detail: '签名确认是另一人或另一次登录作出的。', next: '请用您自己的账号登录，并输入您自己的密码签名。' },
  {
    title: "Somebody else's proof",
    detail: 'The proof was made by another person or in another session.',
    next: 'Sign in with your own account and enter your own password.',
  },
) {}

export class ProofForOtherContent extends refusal(
  'signature.proof-for-other-content',
  409,
  {
    title: '要签的内容已有变化',
    detail: '您确认之后，内容或附件发生了变化，与所签的不一致；没有签名。',
    next: '请刷新页面，核对新的内容后重新签名。',
  },
  {
    title: 'The content is not what was confirmed',
    detail: 'Content or attachments differ from what you confirmed; nothing was signed.',
    next: 'Reload the page, check the new content and sign again.',
  },
) {}

export class ProofUsed extends refusal(
  'signature.proof-used',
  409,
  { title: '签名确认已经用过', detail: '每次输入密码只能签一次名。', next: '请刷新页面查看是否已签；如未签，请再次输入密码。' },
  {
    title: 'The proof was used before',
    detail: 'Each time the password is entered one signature can be made.',
    next: 'Reload the page to see whether it is signed; if not, enter the password again.',
  },
) {}

export class ContentNotForYou extends refusal(
  'signature.content-not-for-you',
  403,
  {
    title: '所签内容不在您的职责范围',
    detail: '异议的调查结论只供负责调查答复的人员查阅、导出。',
    next: '需要核验签名的，请负责该异议的人员导出；签名本身（何人、何时、摘要）您可以在列表中查看。',
  },
  {
    title: 'What was signed is not for you',
    detail: 'It is read and exported by those who investigate and decide.',
    next: 'Ask one of them for the export; who signed when, and the digest, stand in the list.',
  },
) {}

export class SignatureNotFound extends refusal(
  'signature.not-found',
  404,
  { title: '没有找到该签名', detail: '本辖区内没有这一签名记录。', next: '请从事项页面重新进入。' },
  { title: 'No such signature', detail: 'There is no such signature in your area.', next: 'Open it again from the record it belongs to.' },
) {}

export class HoldsPlainNumbers extends refusal(
  'signature.holds-plain-numbers',
  403,
  {
    title: '导出内容含完整证件号码',
    detail: '群众签字的内容含未遮盖的证件号码、电话和账号，只有可以查看完整号码的人员才能导出。',
    next: '如需核验该签字，请由县级人员导出；签字人、时间和是否作废可在签名列表中查看。',
  },
  {
    title: 'The export holds plain numbers',
    detail: 'What a villager signed holds document, phone and account numbers unmasked; it is exported by those who may read them.',
    next: 'Ask a county officer for the export; who signed, when, and whether it is void stands in the list of signatures.',
  },
) {}

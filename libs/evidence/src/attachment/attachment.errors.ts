import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';

const refusal = (code: string, status: number, zh: RefusalText, en: RefusalText) =>
  class extends Refusal {
    constructor() {
      super({ code, status, zh, en });
    }
  };

export class AttachmentNotFound extends refusal(
  'evidence.attachment-not-found',
  404,
  { title: '没有找到该附件', detail: '本辖区内没有这一附件，或尚未上传。', next: '请返回页面重新选择或重新上传。' },
  { title: 'No such attachment', detail: 'There is no such attachment in your area.', next: 'Go back and choose or upload it again.' },
) {}

export class AttachmentUnfinished extends refusal(
  'evidence.attachment-unfinished',
  409,
  {
    title: '附件还没有传完',
    detail: '有附件仍在上传或检查，暂不能使用。',
    next: '请等待附件全部显示“已上传”后再提交；如长时间不动，请点“继续上传”。',
  },
  {
    title: 'The attachment is not complete',
    detail: 'An attachment is still arriving or being checked.',
    next: 'Wait until all attachments are shown as uploaded; press "continue" if one stands still.',
  },
) {}

export class AttachmentRetracted extends refusal(
  'evidence.attachment-retracted',
  409,
  { title: '附件已撤回', detail: '所用附件已被撤回，不能再作为依据。', next: '请查看撤回原因，重新上传正确的附件后再提交。' },
  {
    title: 'The attachment was retracted',
    detail: 'A retracted attachment cannot be relied on.',
    next: 'Look up why it was retracted, upload the right one and submit again.',
  },
) {}

export class AttachmentElsewhere extends refusal(
  'evidence.attachment-elsewhere',
  409,
  { title: '附件属于另一件事项', detail: '一个附件只能用于一件事项。', next: '请为本事项单独上传该材料。' },
  {
    title: 'The attachment belongs to something else',
    detail: 'An attachment serves one object only.',
    next: 'Upload the document again for this one.',
  },
) {}

export class AttachmentNotForYou extends refusal(
  'evidence.attachment-not-for-you',
  403,
  { title: '该附件限定人员查看', detail: '该附件涉及需要保密的内容，只有指定的人员可以查看。', next: '如工作需要，请联系上级经办人。' },
  {
    title: 'Not for everybody',
    detail: 'The attachment holds confidential content; only certain officers may read it.',
    next: 'Ask the officer above you if your work needs it.',
  },
) {}

export class AttachmentContentGone extends refusal(
  'evidence.attachment-content-gone',
  410,
  { title: '附件已撤回，不能再读取', detail: '附件已被撤回，内容不再提供。', next: '撤回的时间、人员和原因仍可在附件说明中查看。' },
  {
    title: 'The attachment was retracted',
    detail: 'The content of a retracted attachment is not handed out.',
    next: 'When, by whom and why stays to be seen with the attachment.',
  },
) {}

export class AlreadyRetracted extends refusal(
  'evidence.already-retracted',
  409,
  { title: '附件已经撤回', detail: '该附件先前已被撤回。', next: '请刷新页面查看撤回原因。' },
  { title: 'Already retracted', detail: 'The attachment was retracted before.', next: 'Reload the page to see why.' },
) {}

export class NotYourAttachment extends refusal(
  'evidence.not-your-attachment',
  403,
  { title: '不能撤回他人的附件', detail: '附件由上传人或乡镇及以上经办人撤回。', next: '请联系上传人或乡镇经办人。' },
  {
    title: 'Not your attachment',
    detail: 'An attachment is retracted by who uploaded it or by an officer of the township or county.',
    next: 'Ask who uploaded it, or the officer of the township.',
  },
) {}

export class AttachmentDamaged extends refusal(
  'evidence.attachment-damaged',
  500,
  {
    title: '附件文件已损坏',
    detail: '服务器上保存的附件与存入时不一致或已丢失，因此不提供。',
    next: '请通知系统管理员从备份中恢复；已有签名记录了原内容的摘要，可以核对。',
  },
  {
    title: 'The stored file is damaged',
    detail: 'The file on the server is not what was stored, or is lost; it is not handed out.',
    next: 'Tell the system administrator to restore it from the backup; signatures keep the hash it must have.',
  },
) {}

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

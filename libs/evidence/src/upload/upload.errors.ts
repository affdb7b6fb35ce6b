import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';

const refusal = (code: string, status: number, zh: RefusalText, en: RefusalText) =>
  class extends Refusal {
    constructor() {
      super({ code, status, zh, en });
    }
  };

export class UploadProtocolNeeded extends refusal(
  'evidence.upload-protocol',
  415,
  {
    title: '上传方式不对',
    detail: '附件须按断点续传协议（tus 1.0）上传。',
    next: '请刷新页面后重新选择文件；使用接口的单位请看接口说明。',
  },
  {
    title: 'Not the way to upload',
    detail: 'Attachments are uploaded with the resumable protocol tus 1.0.',
    next: 'Reload the page and choose the file again; integrators: see the documentation.',
  },
) {}

export class UploadMisdescribed extends refusal(
  'evidence.upload-misdescribed',
  400,
  {
    title: '上传说明不完整',
    detail: '缺少文件大小、编号或文件名，或填写不对。',
    next: '请刷新页面后重新选择文件；使用接口的单位请看接口说明。',
  },
  {
    title: 'The upload is not described properly',
    detail: 'Size, id or file name is missing or wrong.',
    next: 'Reload the page and choose the file again; integrators: see the documentation.',
  },
) {}

export class UploadOutsideArea extends refusal(
  'evidence.upload-outside-area',
  403,
  { title: '不在您的辖区内', detail: '附件所属的村不在您的辖区内。', next: '请选择本辖区的事项，或请当地人员上传。' },
  {
    title: 'Outside of your area',
    detail: 'The village the attachment is for is not in your area.',
    next: 'Choose something of your own area, or ask an officer there.',
  },
) {}

export class UploadIdUsed extends refusal(
  'evidence.upload-id-used',
  409,
  { title: '该编号已用于另一个文件', detail: '同一个上传编号先前用于另一个文件。', next: '请重新选择文件。' },
  { title: 'The id belongs to another file', detail: 'The same id was used for another file before.', next: 'Choose the file again.' },
) {}

export class UploadNotFound extends refusal(
  'evidence.upload-not-found',
  404,
  { title: '没有这个上传', detail: '没有找到未传完的文件，可能已过期清除。', next: '请重新选择文件上传。' },
  { title: 'No such upload', detail: 'There is no such unfinished upload; it may have expired.', next: 'Choose the file again.' },
) {}

export class UploadInterrupted extends refusal(
  'evidence.upload-interrupted',
  400,
  { title: '上传中断', detail: '连接中断，已收到的部分保留着。', next: '请在有信号的地方点“继续上传”，会从中断处接着传。' },
  {
    title: 'The upload was interrupted',
    detail: 'The connection broke; what arrived is kept.',
    next: 'Press "continue" where there is a signal: it goes on from there.',
  },
) {}

export class UploadElsewhere extends refusal(
  'evidence.upload-offset',
  409,
  { title: '续传位置不对', detail: '文件已传到另一位置，可能在别处也在上传同一文件。', next: '请点“继续上传”，会自动从正确位置接着传。' },
  {
    title: 'Not where the upload stands',
    detail: 'The upload stands at another position; perhaps the same file is being sent from elsewhere.',
    next: 'Press "continue": it goes on from the right position.',
  },
) {}

export class UploadDamaged extends refusal(
  'evidence.upload-damaged',
  422,
  { title: '文件在传输中损坏', detail: '收到的内容与您设备上的不一致，没有保存。', next: '请重新选择该文件上传。' },
  { title: 'Damaged on the way', detail: 'What arrived is not what your device sent; nothing was kept.', next: 'Choose the file again.' },
) {}

export class TooManyUploads extends refusal(
  'evidence.too-many-uploads',
  429,
  { title: '未传完的文件太多', detail: '您有太多文件还没有传完。', next: '请等待它们传完，或取消不需要的，再上传新的。' },
  {
    title: 'Too many unfinished uploads',
    detail: 'Too many of your files have not arrived yet.',
    next: 'Wait until they have, or cancel those you do not need.',
  },
) {}

export class NoSpaceLeft extends refusal(
  'evidence.no-space',
  507,
  { title: '服务器空间不足', detail: '服务器磁盘已满，已收到的部分保留着。', next: '请通知系统管理员腾出空间，之后点“继续上传”。' },
  {
    title: 'No space left',
    detail: 'The disk of the server is full; what arrived is kept.',
    next: 'Tell the system administrator, then press "continue".',
  },
) {}

import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';
import { KIND_NAMES, type ContentKind } from './content-kind.js';

const refusal = (code: string, status: number, zh: RefusalText, en: RefusalText) =>
  class extends Refusal {
    constructor() {
      super({ code, status, zh, en });
    }
  };

const listed = (kinds: readonly ContentKind[], language: 'zh' | 'en'): string =>
  kinds.map((kind) => KIND_NAMES[kind][language]).join(language === 'zh' ? '、' : ', ');

export class KindNotAllowed extends Refusal {
  constructor(allowed: readonly ContentKind[]) {
    super({
      code: 'evidence.kind-not-allowed',
      status: 415,
      zh: {
        title: '不能上传这种文件',
        detail: '系统按文件内容判断类型；该文件的内容不是允许的类型，与文件名无关。',
        next: `请上传${listed(allowed, 'zh')}；其他材料请打印后拍照，或另存为 PDF。`,
      },
      en: {
        title: 'This kind of file is not accepted',
        detail: 'The type is decided from the content, not from the name; this content is none of the allowed types.',
        next: `Upload ${listed(allowed, 'en')}; photograph other papers or save them as PDF.`,
      },
    });
  }
}

export class ContentTooLarge extends Refusal {
  constructor(kind: ContentKind | undefined, most: number) {
    const megabytes = Math.floor(most / 1_048_576);
    super({
      code: 'evidence.too-large',
      status: 413,
      zh: {
        title: '文件太大',
        detail: `${kind ? `${KIND_NAMES[kind].zh}每个` : '每个文件'}不能超过 ${megabytes} MB。`,
        next: '照片请用普通画质重拍；视频请分段拍摄，或把手机的视频画质调低后重拍。',
      },
      en: {
        title: 'The file is too large',
        detail: `${kind ? `Of ${KIND_NAMES[kind].en} each` : 'Each file'} may have ${megabytes} MB at most.`,
        next: 'Take the picture in ordinary quality; record videos in parts or in lower quality.',
      },
    });
  }
}

export class PictureIsHeic extends refusal(
  'evidence.picture-heic',
  415,
  {
    title: '照片是 HEIC 格式',
    detail: '苹果手机的“高效”格式不能直接使用。',
    next: '请在手机“设置－相机－格式”中选择“兼容性最佳”后重拍；或在相册中把照片另存为 JPEG 后上传。',
  },
  {
    title: 'The picture is HEIC',
    detail: 'The "high efficiency" format of iPhones cannot be used.',
    next: 'Choose "Most Compatible" under Settings – Camera – Formats and take it again, or save it as JPEG.',
  },
) {}

export class PictureUnreadable extends refusal(
  'evidence.picture-unreadable',
  422,
  { title: '照片打不开', detail: '照片不完整或已损坏。', next: '请在手机上确认能打开，再重新上传；打不开的请重拍。' },
  {
    title: 'The picture cannot be opened',
    detail: 'The picture is incomplete or damaged.',
    next: 'Check that your phone can open it and upload again, or take it again.',
  },
) {}

export class PictureTooManyPixels extends Refusal {
  constructor(most: number) {
    const millions = Math.floor(most / 1_000_000);
    super({
      code: 'evidence.picture-too-many-pixels',
      status: 422,
      zh: { title: '照片像素太高', detail: `照片不能超过 ${millions} 百万像素。`, next: '请关闭手机的“高像素”模式后重拍。' },
      en: {
        title: 'The picture has too many pixels',
        detail: `A picture may have ${millions} million pixels at most.`,
        next: 'Switch off the high-resolution mode of your phone and take it again.',
      },
    });
  }
}

export class RecordingUnreadable extends refusal(
  'evidence.recording-unreadable',
  422,
  {
    title: '视频或录音打不开',
    detail: '文件不完整、已损坏，或引用了别处的内容。',
    next: '请在手机上确认能播放，再重新上传；不能播放的请重新拍摄。',
  },
  {
    title: 'The recording cannot be opened',
    detail: 'The file is incomplete, damaged or refers to something outside of it.',
    next: 'Check that your phone can play it and upload again, or record it again.',
  },
) {}

export class RecordingInFragments extends refusal(
  'evidence.recording-in-fragments',
  422,
  {
    title: '这种视频无法去除位置信息',
    detail: '该视频是网络直播用的分段格式，其中的位置信息无法可靠去除。',
    next: '请用手机自带的相机拍摄，不要用录屏或直播软件。',
  },
  {
    title: 'Location cannot be removed from this recording',
    detail: 'It is in the fragmented form used for streaming, from which location cannot be removed reliably.',
    next: "Record with the phone's own camera, not with a screen recorder or streaming application.",
  },
) {}

export class DocumentUnreadable extends refusal(
  'evidence.document-unreadable',
  422,
  { title: 'PDF 打不开', detail: 'PDF 不完整、已损坏，或过于复杂。', next: '请用阅读器打开后重新“打印为 PDF”，再上传。' },
  {
    title: 'The PDF cannot be opened',
    detail: 'The PDF is incomplete, damaged or too complicated.',
    next: 'Open it in a reader, print it as PDF again and upload that.',
  },
) {}

export class DocumentHasPassword extends refusal(
  'evidence.document-has-password',
  422,
  { title: 'PDF 有密码', detail: '有密码的 PDF 无法检查，也无法长期阅读。', next: '请去掉密码，或打印为新的 PDF 后上传。' },
  {
    title: 'The PDF has a password',
    detail: 'A PDF with a password cannot be checked, nor read later.',
    next: 'Remove the password or print it as a new PDF.',
  },
) {}

export class DocumentIsActive extends refusal(
  'evidence.document-active',
  422,
  {
    title: 'PDF 中含有程序或夹带文件',
    detail: '该 PDF 含有脚本、可执行的动作或夹带的文件，可能有害。',
    next: '请打印为新的 PDF，或打印后拍照上传。',
  },
  {
    title: 'The PDF contains a program or other files',
    detail: 'The PDF holds scripts, actions or embedded files, which may do harm.',
    next: 'Print it as a new PDF, or photograph the printed page.',
  },
) {}

export class SignedDocumentHasTraces extends refusal(
  'evidence.document-signed-with-location',
  422,
  {
    title: '带电子签章的 PDF 中含有位置等信息',
    detail: 'PDF 中的图片带有拍摄信息；去除会破坏电子签章，所以没有保存。',
    next: '请向出具单位索取不含拍摄信息的文件，或打印后拍照上传。',
  },
  {
    title: 'The signed PDF holds camera data',
    detail: 'A picture in it carries camera data; removing them would break its electronic signature, so nothing was kept.',
    next: 'Ask the issuer for a file without them, or photograph the printed page.',
  },
) {}

import { Refusal } from '@jingzhun/domain/refusal';

export class NoCertificate extends Refusal {
  constructor() {
    super({
      code: 'payment.no-certificate',
      status: 409,
      zh: {
        title: '现在没有可打印的付款凭证',
        detail: '款项还没有到账，或到账后又被退回、追回。',
        next: '请在付款批次中查看这笔款项的状态；银行回盘到账后即可打印。',
      },
      en: {
        title: 'No certificate to print',
        detail: 'The money has not arrived, or it came back or was taken back afterwards.',
        next: 'Look the payment up in its batch; the certificate can be printed once the bank has credited it.',
      },
    });
  }
}

export class CertificateNotFound extends Refusal {
  constructor() {
    super({
      code: 'payment.certificate-not-found',
      status: 404,
      zh: {
        title: '没有这张付款凭证',
        detail: '系统中没有这个二维码对应的凭证。',
        next: '请核对二维码是否完整；凭证来路不明的，请向村委会或乡镇核实。',
      },
      en: {
        title: 'No such certificate',
        detail: 'No certificate has this code.',
        next: 'Check that the code is complete; ask the village or the township about a paper you do not trust.',
      },
    });
  }
}

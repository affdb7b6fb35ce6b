import { Refusal } from '@jingzhun/domain/refusal';

export class SampleNotFound extends Refusal {
  constructor() {
    super({
      code: 'sample.not-found',
      status: 404,
      zh: { title: '没有找到该抽样', detail: '没有这一次抽样，或尚未抽样。', next: '请返回抽样列表重新选择。' },
      en: { title: 'No such sample', detail: 'There is no such sample, or it is not drawn yet.', next: 'Go back to the list of samples.' },
    });
  }
}

export class NothingToSample extends Refusal {
  constructor(level: 'township' | 'county') {
    super({
      code: 'sample.nothing-to-draw',
      status: 409,
      zh: {
        title: '没有待抽样的申请',
        detail: level === 'township' ? '没有村委会公示期满且尚未抽样的申请。' : '没有乡镇复核通过、须县级审定且尚未抽样的申请。',
        next: '待有申请进入本环节后再抽样；已抽样的，请查看抽样结果。',
      },
      en: {
        title: 'Nothing to draw from',
        detail: 'No case waits here without a sample.',
        next: 'Draw once cases have come to this step; cases that are in a sample already are shown there.',
      },
    });
  }
}

export class SampleAreaNotYours extends Refusal {
  constructor(level: 'township' | 'county') {
    super({
      code: 'sample.area-not-yours',
      status: 403,
      zh: {
        title: '不能在此范围抽样',
        detail: level === 'township' ? '乡镇抽样由本乡镇（或县级代办）按乡镇进行。' : '县级抽样由县级审定人员进行。',
        next: '请选择本级辖区。',
      },
      en: {
        title: 'Not an area you draw for',
        detail:
          level === 'township' ? 'A township draws for itself, or the county for one township.' : 'County officers draw for the county.',
        next: 'Choose your own area.',
      },
    });
  }
}

const TEXTS = {
  'not-chosen': {
    zh: { title: '该户未被抽中', detail: '只登记抽中农户的入户核查。', next: '请在抽中名单中选择。' },
    en: { title: 'Not chosen', detail: 'Visits are recorded for chosen households.', next: 'Choose one of the sample.' },
  },
  'visited-already': {
    zh: { title: '该户已经核查', detail: '本次抽样中该户的核查已登记，不再改动。', next: '如有出入，请在复核时退回或不予通过。' },
    en: { title: 'Visited already', detail: 'The visit is recorded and stays.', next: 'If it was wrong, return or reject the case.' },
  },
  'before-draw': {
    zh: { title: '核查日期不合理', detail: '核查应在抽样之后、今日之前。', next: '请核对核查日期。' },
    en: { title: 'The day does not fit', detail: 'A visit lies between the draw and today.', next: 'Check the date.' },
  },
  maker: {
    zh: { title: '经办人员不能核查', detail: '提交、评议过本件的人员不参加入户核查。', next: '请由其他人员核查并登记。' },
    en: {
      title: 'Not by a maker',
      detail: 'Who submitted or appraised the case does not visit it.',
      next: 'Another officer visits and records it.',
    },
  },
} as const;

export class VisitDoesNotFit extends Refusal {
  constructor(what: keyof typeof TEXTS) {
    super({ code: `visit.${what}`, status: what === 'maker' ? 403 : 409, ...TEXTS[what] });
  }
}

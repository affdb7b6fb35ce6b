import { Refusal } from '@jingzhun/domain/refusal';

export class JobNotFound extends Refusal {
  constructor() {
    super({
      code: 'job.not-found',
      status: 404,
      zh: { title: '没有这个任务', detail: '任务编号有误，或您无权查看。', next: '请从任务列表重新进入。' },
      en: { title: 'No such job', detail: 'The number is wrong or the job is not yours to see.', next: 'Open it again from the list.' },
    });
  }
}

/** Another worker has taken the job over: whatever this one still wants to write is refused. Handlers let it pass. */
export class JobTakenOver extends Error {
  constructor() {
    super('the job was taken over by another worker');
    this.name = 'JobTakenOver';
  }
}

import { Refusal } from '@jingzhun/domain/refusal';

export class BrokerAway extends Refusal {
  constructor() {
    super({
      code: 'messaging.broker-away',
      status: 503,
      zh: {
        title: '消息服务器不可用',
        detail: '本部门与消息服务器之间没有连接。',
        next: '业务可以照常办理；请检查 NATS 服务器，恢复后会自动补发。',
      },
      en: {
        title: 'Message broker not reachable',
        detail: 'This department has no connection to the message broker.',
        next: 'Daily work goes on; check the NATS server. What waits is sent by itself once it is back.',
      },
    });
  }
}

export class DeadLetterNotFound extends Refusal {
  constructor() {
    super({
      code: 'dead-letter.not-found',
      status: 404,
      zh: { title: '没有这条死信', detail: '该序号的死信不存在，可能已经重放成功。', next: '请刷新列表。' },
      en: {
        title: 'No such dead letter',
        detail: 'There is no dead letter with this sequence; it may have been replayed.',
        next: 'Refresh the list.',
      },
    });
  }
}

export class HandlerNotHere extends Refusal {
  constructor() {
    super({
      code: 'dead-letter.handler-not-here',
      status: 409,
      zh: { title: '没有对应的处理程序', detail: '当前版本没有处理这条死信的程序。', next: '请升级到包含该处理程序的版本后再重放。' },
      en: {
        title: 'No handler for it',
        detail: 'This release has no handler of that name.',
        next: 'Upgrade to a release that has it, then replay.',
      },
    });
  }
}

export class StillUndecodable extends Refusal {
  constructor(reason: string) {
    super({
      code: 'dead-letter.still-undecodable',
      status: 409,
      zh: { title: '仍然无法读取', detail: `消息仍不符合约定（${reason}）。`, next: '请发布部门按约定重新发布，或升级本系统后再试。' },
      en: {
        title: 'Still not readable',
        detail: `The message still does not meet its contract (${reason}).`,
        next: 'Ask its owner to publish it again as agreed, or upgrade and try once more.',
      },
    });
  }
}

export class ReplayFailed extends Refusal {
  constructor(failure: string) {
    super({
      code: 'dead-letter.replay-failed',
      status: 409,
      zh: { title: '重放仍失败', detail: `处理程序再次失败（${failure}），死信保留。`, next: '请排除原因后再次重放。' },
      en: {
        title: 'Replay failed again',
        detail: `The handler failed again (${failure}); the dead letter is kept.`,
        next: 'Remove the cause, then replay once more.',
      },
    });
  }
}

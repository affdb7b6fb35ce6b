import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';
import { wordsOf, type Obstacle } from './project-fits.rules.js';
import { kebab } from '@jingzhun/domain/lifecycle';

/** Also of another township: an account is not told which of the two. */
export class ProjectNotFound extends Refusal {
  constructor() {
    super({
      code: 'subsidy.project-not-found',
      status: 404,
      zh: { title: '没有找到产业项目', detail: '所选项目中有不在本辖区的。本次没有写入。', next: '请刷新“已验收项目”后重新选择。' },
      en: {
        title: 'No such project',
        detail: 'One of these projects is not of your area. Nothing was written.',
        next: 'Reload the projects and choose again.',
      },
    });
  }
}

export interface Obstructed {
  /** Place in the command, from 0. */
  readonly at: number;
  readonly obstacles: readonly Obstacle[];
}

/** All or none: each project that something speaks against, by its place in the command. */
export class ProjectsRefused extends Refusal {
  constructor(obstructed: readonly Obstructed[]) {
    super({
      code: 'subsidy.projects-refused',
      status: 422,
      zh: {
        title: '批量申请未提交',
        detail: `所选项目中有 ${obstructed.length} 个不能一并申请，本次没有写入。`,
        next: '请刷新预览，去掉列出的项目后重新提交；这些项目请逐件办理。',
      },
      en: {
        title: 'Nothing was applied for',
        detail: `${obstructed.length} of these projects cannot be applied for together; nothing was written.`,
        next: 'Reload the preview, leave out what is listed and send again; look into these one by one.',
      },
      problems: obstructed.slice(0, 200).flatMap(({ at, obstacles }) => obstacles.map((obstacle) => problemOf(at, obstacle))),
    });
  }
}

function problemOf(at: number, obstacle: Obstacle): RefusalProblem {
  const { zh, en } = wordsOf(obstacle);
  return {
    ...{ pointer: `/claimIds/${at}`, code: `subsidy.project-${kebab(obstacle)}` },
    ...{ zh: `第 ${at + 1} 个：${zh}`, en: `Project ${at + 1}: ${en}` },
  };
}

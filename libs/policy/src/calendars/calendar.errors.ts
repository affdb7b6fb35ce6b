import { Refusal } from '@jingzhun/domain/refusal';

/** Working days of a year nobody has told the system the holidays of: counting on would give a date that may be wrong. */
export class YearWithoutHolidays extends Refusal {
  constructor(readonly year: number) {
    super({
      code: 'calendar.year-missing',
      status: 409,
      zh: {
        title: `没有 ${year} 年的节假日安排`,
        detail: `工作日要按国务院办公厅公布的 ${year} 年节假日安排计算，系统中还没有这一年的数据。`,
        next: `请系统管理员把 ${year} 年的安排写入文件 holidays-${year}.json，放进 JINGZHUN_CALENDARS 指定的文件夹后重新启动服务；在此之前可改按自然日公示。`,
      },
      en: {
        title: `The holidays of ${year} are not known`,
        detail: `Working days follow the State Council's arrangement of holidays for ${year}, which is not in the system.`,
        next: `Ask the administrator to put holidays-${year}.json into the folder named by JINGZHUN_CALENDARS and to restart the service; until then count calendar days.`,
      },
    });
  }
}

import { defineMessages } from '../../i18n/messages.js';

export const areaMessages = defineMessages('areas', {
  zh: { area: '区域', all: '全部区域', notFound: '没有这个名称' },
  en: { area: 'Area', all: 'All areas', notFound: 'No such name' },
});

import { defineMessages } from '../../../i18n/messages.js';

export const batchPlaceMessages = defineMessages('batchPlaces', {
  zh: {
    places: '各地金额',
    place: '所在地',
    households: '户数',
    count: '笔数',
    perHousehold: '户均',
    mostOfOne: '最多一户',
    placeLine: '{{households}} 户 {{count}} 笔 · 户均 {{mean}} · 最多一户 {{most}}',
    allTownships: '返回各乡镇',
    mapLabel: '各乡镇金额示意图，共 {{count}} 个单位，每块可进入该乡镇',
    mapNote: '示意图，非行政区域界线。颜色越深，金额越大；单位：元。点乡镇看各村，再点村看付款明细。',
    mapLegend: '{{from}}–{{to}} 元',
    tileLabel: '{{name}} {{sum}} 元，{{households}} 户 {{count}} 笔',
    tileCount: '{{count}} 笔',
    tenThousand: '{{amount}}万',
    amount: '金额（元）',
  },
  en: {
    places: 'Who gets how much',
    place: 'Place',
    households: 'Households',
    count: 'Payments',
    perHousehold: 'A household',
    mostOfOne: 'Most of one',
    placeLine: '{{households}} households, {{count}} payments · {{mean}} each · at most {{most}}',
    allTownships: 'All townships',
    mapLabel: 'Schematic map of the amounts of {{count}} units; each tile opens its township',
    mapNote:
      'Schematic drawing, not the boundaries of divisions. The darker, the more; in yuan. A township opens its villages, a village its payments.',
    mapLegend: '{{from}}–{{to}} yuan',
    tileLabel: '{{name}}: {{sum}} yuan, {{households}} households, {{count}} payments',
    tileCount: '{{count}} payments',
    tenThousand: '{{amount}}×10k',
    amount: 'Amount (yuan)',
  },
});

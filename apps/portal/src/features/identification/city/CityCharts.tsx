import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { useNavigate } from 'react-router';
import type { Overview } from '../../../api/identification/figures.js';
import { BarChart } from '../../../components/chart/BarChart.js';
import { ChartWithTable } from '../../../components/chart/ChartWithTable.js';
import { useCodeText } from '../../../i18n/code-text.js';
import { useMessages } from '../../../i18n/messages.js';
import { householdListAddress } from '../household-list/household-filter.js';
import { cityMessages } from './city.messages.js';
import { FigureTable } from './FigureTable.js';

export function CityCharts({ overview, area }: { readonly overview: Overview; readonly area: string | undefined }) {
  const t = useMessages(cityMessages);
  const text = useCodeText();
  const navigate = useNavigate();
  const causes = [...overview.byMainCause]
    .sort((a, b) => b.households - a.households)
    .map((figure) => ({
      ...figure,
      key: figure.code,
      label: text(PovertyCauses, figure.code),
      value: figure.households,
      to: householdListAddress({ area, mainCause: figure.code }),
    }));
  const categories = overview.byCategory.map((figure) => ({
    ...figure,
    key: figure.code,
    label: text(HouseholdCategories, figure.code),
    value: figure.households,
    to: householdListAddress({ area, category: figure.code }),
  }));
  const largest = Math.max(0, ...overview.byHouseholdSize.map((size) => size.members));
  const sizes = overview.byHouseholdSize.map((size) => ({
    key: String(size.members),
    label: size.members === largest && largest >= 8 ? t('sizeAndMore', { count: size.members }) : t('sizeOf', { count: size.members }),
    value: size.households,
    households: size.households,
  }));
  const ages = overview.byAgeBand.map((age) => ({
    key: String(age.from),
    label: age.to === null ? t('ageFrom', { from: age.from }) : t('ageBand', { from: age.from, to: age.to }),
    value: age.persons,
    persons: age.persons,
  }));
  return (
    <>
      <ChartWithTable
        title={t('causes')}
        chart={
          <BarChart
            label={t('causes')}
            direction="across"
            bars={causes}
            onChoose={(code) => void navigate(householdListAddress({ area, mainCause: code }))}
          />
        }
        table={<FigureTable first={t('cause')} rows={causes} />}
      />
      <ChartWithTable
        title={t('categories')}
        chart={
          <BarChart
            label={t('categories')}
            direction="across"
            bars={categories}
            onChoose={(code) => void navigate(householdListAddress({ area, category: code }))}
          />
        }
        table={<FigureTable first={t('category')} rows={categories} />}
      />
      <ChartWithTable
        title={t('sizes')}
        chart={<BarChart label={t('sizes')} direction="across" bars={sizes} />}
        table={<FigureTable first={t('size')} rows={sizes} />}
      />
      {ages.length > 0 ? (
        <ChartWithTable
          title={t('ages')}
          chart={<BarChart label={t('ages')} direction="across" bars={ages} />}
          table={<FigureTable first={t('age')} rows={ages} />}
        />
      ) : null}
    </>
  );
}

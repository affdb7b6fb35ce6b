import { Button } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { Answer } from '../../../components/Answer.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { asOfIn, isPast } from './as-of.js';
import { AsOfBar } from './AsOfBar.js';
import { Documents } from './Documents.js';
import { HouseholdActions } from './HouseholdActions.js';
import { HouseholdCases } from './HouseholdCases.js';
import { householdMessages } from './household.messages.js';
import { Incomes } from './Incomes.js';
import { LivingConditions } from './LivingConditions.js';
import { Members } from './Members.js';
import { Needed } from './Needed.js';
import { Timeline } from './Timeline.js';
import { useHousehold } from './useHousehold.js';
import { WhoAndWhere } from './WhoAndWhere.js';

/** The same order as every record: who and where, state and next step, facts, timeline, documents. */
export function HouseholdPage() {
  const t = useMessages(householdMessages);
  const areaName = useAreaName();
  const { id = '' } = useParams();
  const [parameters] = useSearchParams();
  const asOf = asOfIn(parameters);
  const past = isPast(asOf);
  const query = useHousehold(id, asOf);
  return (
    <Answer query={query} rows={12} meanwhile={<Link to="/identification/households">{t('back')}</Link>}>
      {(household) => (
        <>
          <PageHeader
            title={t('title', { head: household.headName })}
            lead={`${areaName(household.villageCode)} ${household.groupName ?? ''} · ${household.number} · ${t('version', { count: household.version })}`}
            actions={<Button onClick={() => window.print()}>{t('print')}</Button>}
          />
          <AsOfBar asOf={asOf} />
          <WhoAndWhere household={household} isPast={past} />
          {past ? null : <Needed household={household} actions={<HouseholdActions key={household.id} household={household} />} />}
          <Members household={household} isPast={past} />
          <Incomes household={household} />
          <LivingConditions household={household} />
          <Timeline householdId={household.id} />
          {past ? null : <HouseholdCases householdId={household.id} />}
          <Documents household={household} />
        </>
      )}
    </Answer>
  );
}

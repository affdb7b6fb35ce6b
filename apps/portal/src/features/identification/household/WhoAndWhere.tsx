import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { HouseholdStatuses } from '@jingzhun/domain/household-status';
import { IdentificationStandards } from '@jingzhun/domain/identification-standard';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import type { Household } from '../../../api/identification/households.js';
import { Facts } from '../../../components/Facts.js';
import { useCodeText } from '../../../i18n/code-text.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { householdFieldMessages } from './household-fields.messages.js';
import { householdMessages } from './household.messages.js';
import { Masked } from './Masked.js';

export function WhoAndWhere({ household, isPast }: { readonly household: Household; readonly isPast: boolean }) {
  const t = useMessages(householdMessages);
  const f = useMessages(householdFieldMessages);
  const text = useCodeText();
  const areaName = useAreaName();
  const causes = [household.mainCause, ...household.secondaryCauses].filter((cause) => cause !== null);
  return (
    <section className="panel" aria-label={t('whoAndWhere')}>
      <h2>{t('whoAndWhere')}</h2>
      <Facts
        items={[
          { label: f('villageCode'), value: [areaName(household.villageCode), household.groupName].filter(Boolean).join(' ') },
          { label: f('address'), value: household.address ?? t('notRecorded') },
          {
            label: f('phone'),
            value: <Masked householdId={household.id} field="phone" masked={household.phoneMasked} enabled={!isPast} />,
          },
          {
            label: f('bankAccount'),
            value: (
              <>
                {household.bankName ? `${household.bankName} ` : ''}
                <Masked householdId={household.id} field="bankAccount" masked={household.bankAccountMasked} enabled={!isPast} />
              </>
            ),
          },
          { label: f('status'), value: text(HouseholdStatuses, household.status) },
          { label: f('category'), value: text(HouseholdCategories, household.category) },
          { label: f('mainCause'), value: causes.map((cause) => text(PovertyCauses, cause)).join('、') || '—' },
          { label: f('standard'), value: text(IdentificationStandards, household.standard) },
          { label: f('number'), value: household.number },
          { label: f('registeredOn'), value: household.registeredOn ?? '—' },
        ]}
      />
    </section>
  );
}

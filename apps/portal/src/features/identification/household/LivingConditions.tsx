import type { Household } from '../../../api/identification/households.js';
import { Facts } from '../../../components/Facts.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { fieldOf, valueInWords } from './field-values.js';
import { householdFieldMessages } from './household-fields.messages.js';
import { householdMessages } from './household.messages.js';

const land: readonly string[] = [
  'cultivatedCentiMu',
  'forestCentiMu',
  'returnedForestCentiMu',
  'orchardCentiMu',
  'pastureCentiMu',
  'waterCentiMu',
];
const living: readonly string[] = [
  'housingCentiSquareMetre',
  'structure',
  'builtYear',
  'houseSafety',
  'safeWater',
  'drinkingWater',
  'sanitaryToilet',
  'fuel',
  'domesticPower',
  'productionPower',
  'broadcast',
  'roadType',
  'mainRoadMetres',
  'cooperative',
  'leadEnterprise',
  'pathfinder',
  'resettlement',
];

export function LivingConditions({ household }: { readonly household: Household }) {
  const t = useMessages(householdMessages);
  return (
    <>
      <FactPanel title={t('livingTitle')} keys={living} values={household.living} />
      <FactPanel title={t('landTitle')} keys={land} values={household.living} />
    </>
  );
}

function FactPanel({
  title,
  keys,
  values,
}: {
  readonly title: string;
  readonly keys: readonly string[];
  readonly values: Household['living'];
}) {
  const f = useMessages(householdFieldMessages);
  const language = useLanguage();
  const known = keys.filter((key) => values[key] !== undefined && values[key] !== null);
  if (known.length === 0) return null;
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <Facts items={known.map((key) => ({ label: f(fieldOf(key) ?? 'name'), value: valueInWords(key, values[key], f, language) }))} />
    </section>
  );
}

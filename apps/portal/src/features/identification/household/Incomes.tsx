import type { ReactNode } from 'react';
import type { Household, Income } from '../../../api/identification/households.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { householdFieldMessages } from './household-fields.messages.js';
import { householdMessages } from './household.messages.js';
import './incomes.css';

const lines = [
  ['wage', 'wageFen'],
  ['business', 'businessFen'],
  ['property', 'propertyFen'],
  ['transfer', 'transferFen'],
  ['businessExpense', 'businessExpenseFen'],
] as const;
const items = [
  ['assetDividend', 'assetDividendFen'],
  ['otherProperty', 'otherPropertyFen'],
  ['familyPlanning', 'familyPlanningFen'],
  ['livingAllowanceIncome', 'livingAllowanceFen'],
  ['fiveGuaranteeIncome', 'fiveGuaranteeFen'],
  ['pension', 'pensionFen'],
  ['ecological', 'ecologicalFen'],
  ['otherTransfer', 'otherTransferFen'],
] as const;
const itemsOf = { property: items.slice(0, 2), transfer: items.slice(2) } as const;

/** Years beside each other, as on the form: lines are kinds of income, columns are years, in yuan. */
export function Incomes({ household }: { readonly household: Household }) {
  const t = useMessages(householdMessages);
  const f = useMessages(householdFieldMessages);
  const years = latestOfEachYear(household.incomes);
  const title = `${t('incomeTitle')} (${f('yuan', { value: '' }).trim()})`;
  return (
    <section className="panel">
      <h2>{title}</h2>
      {years.length === 0 ? (
        <EmptyState title={t('noIncome')} />
      ) : (
        <div className="income-scroll" tabIndex={0} role="region" aria-label={title}>
          <table className="income-table">
            <thead>
              <tr>
                <th scope="col">{f('year')}</th>
                {years.map((income) => (
                  <th key={income.year} scope="col" className="number">
                    {income.year}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map(([field, key]) => (
                <IncomeLine
                  key={key}
                  label={f(field)}
                  years={years}
                  valueOf={(income) => (field === 'businessExpense' ? -income[key] : income[key])}
                >
                  {(field === 'property' || field === 'transfer' ? itemsOf[field] : [])
                    .filter(([, item]) => years.some((income) => income.items[item]))
                    .map(([name, item]) => (
                      <IncomeLine key={item} label={f(name)} years={years} valueOf={(income) => income.items[item]} isPart />
                    ))}
                </IncomeLine>
              ))}
            </tbody>
            <tfoot>
              <IncomeLine label={f('net')} years={years} valueOf={(income) => income.netFen} />
              <IncomeLine label={f('netPerPerson')} years={years} valueOf={(income) => income.netPerPersonFen} isResult />
            </tfoot>
          </table>
        </div>
      )}
    </section>
  );
}

interface LineProps {
  readonly label: string;
  readonly years: readonly Income[];
  readonly valueOf: (income: Income) => number | undefined;
  readonly isPart?: boolean;
  readonly isResult?: boolean;
  readonly children?: ReactNode;
}

function IncomeLine({ label, years, valueOf, isPart = false, isResult = false, children }: LineProps) {
  return (
    <>
      <tr className={isPart ? 'income-part' : isResult ? 'income-result' : undefined}>
        <th scope="row">{label}</th>
        {years.map((income) => {
          const value = valueOf(income);
          return (
            <td key={income.year} className="number">
              {value === undefined ? '—' : formatYuan(value)}
            </td>
          );
        })}
      </tr>
      {children}
    </>
  );
}

function latestOfEachYear(incomes: readonly Income[]): Income[] {
  const latest = new Map<number, Income>();
  for (const income of incomes) {
    const known = latest.get(income.year);
    if (!known || known.revision < income.revision) latest.set(income.year, income);
  }
  return [...latest.values()].sort((a, b) => b.year - a.year);
}

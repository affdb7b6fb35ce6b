import { Button } from 'antd';
import { useNavigate } from 'react-router';
import type { Scheme } from '../../../api/finance/subsidy-schemes.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { policyMessages } from '../../departments/policies/policies.messages.js';
import { schemeFormMessages } from './scheme-form.messages.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';
import { subsidiesMessages } from './subsidies.messages.js';
import { useQuantity, useSchemes } from './useSubsidies.js';

/** What the county pays for, as data: products, rates, limits, papers, source and how sure it is. */
export function SchemesPage() {
  const t = useMessages(subsidiesMessages);
  const forms = useMessages(schemeFormMessages);
  const may = useMay();
  const navigate = useNavigate();
  const query = useSchemes();
  return (
    <>
      <PageHeader
        title={t('schemes')}
        lead={t('schemesLead')}
        actions={
          may('budget.write') ? (
            <Button type="primary" onClick={() => void navigate('/finance/subsidy-schemes/new')}>
              {forms('new')}
            </Button>
          ) : null
        }
      />
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="panel">
              <EmptyState title={t('noScheme')}>{t('noSchemeNext')}</EmptyState>
            </div>
          ) : (
            items.map((scheme) => <OneScheme key={scheme.code} scheme={scheme} />)
          )
        }
      </Answer>
    </>
  );
}

function OneScheme({ scheme }: { readonly scheme: Scheme }) {
  const t = useMessages(subsidiesMessages);
  const language = useLanguage();
  const policies = useMessages(policyMessages);
  const words = useMessages(subsidyWordMessages);
  const quantity = useQuantity();
  const name = language === 'zh' ? scheme.nameZh : scheme.nameEn;
  return (
    <section className="panel" aria-label={name}>
      <div className="panel-head">
        <h2>{name}</h2>
        <StatusTag tone={scheme.isOpen ? 'waiting' : 'quiet'}>{t(scheme.isOpen ? 'open' : 'closed')}</StatusTag>
      </div>
      <p>{t('caps', { household: formatYuan(scheme.householdCapFen), batch: formatYuan(scheme.batchCapFen) })}</p>
      <div style={{ overflowX: 'auto' }} role="region" aria-label={name} tabIndex={0}>
        <table className="plain-table">
          <thead>
            <tr>
              {(['item', 'minimum', 'rates', 'cap'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {scheme.products.map((product) => (
              <tr key={product.product}>
                <td>{product.nameZh}</td>
                <td>{quantity(product.minimum, product.unit)}</td>
                <td>{product.ratesFen.map(formatYuan).join(' / ')}</td>
                <td>{product.capQuantity === null ? t('none') : quantity(product.capQuantity, product.unit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="soft" style={{ marginTop: 8 }}>
        {scheme.evidence.length > 0
          ? t('evidence', { list: scheme.evidence.map((one) => (language === 'zh' ? one.nameZh : one.nameEn)).join(' / ') })
          : null}
      </p>
      <p className="soft">
        {t('source', { source: scheme.sourceDocument })} {scheme.noteZh}{' '}
        {words('certainty', { certainty: policies(`certainty_${scheme.certainty}` as 'certainty_L') })}
      </p>
    </section>
  );
}

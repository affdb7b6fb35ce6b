import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { Household } from '../../../api/identification/households.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { verdictAddress } from '../screening/screening-places.js';
import { householdMessages } from './household.messages.js';

const ContactDrawer = lazy(async () => ({ default: (await import('./contact/ContactDrawer.js')).ContactDrawer }));
const ProposalDrawer = lazy(async () => ({ default: (await import('./proposal/ProposalDrawer.js')).ProposalDrawer }));

const newCase = (kind: string, householdId: string) => `/identification/cases/new?kind=${kind}&household=${householdId}`;

export function HouseholdActions({ household }: { readonly household: Household }) {
  const t = useMessages(householdMessages);
  const may = useMay();
  const [open, setOpen] = useState<'contact' | 'proposal'>();
  const close = () => setOpen(undefined);
  return (
    <>
      {may('correction.propose') ? (
        <Button type="primary" onClick={() => setOpen('proposal')}>
          {t('propose')}
        </Button>
      ) : null}
      {may('contact.correct') ? <Button onClick={() => setOpen('contact')}>{t('contact')}</Button> : null}
      {may('application.write') && household.status === 'registered' ? (
        <>
          <Link to={newCase('categoryChange', household.id)}>{t('askCategory')}</Link>
          <Link to={newCase('removal', household.id)}>{t('askRemoval')}</Link>
        </>
      ) : null}
      {may('screening.read') && household.status === 'registered' ? (
        <Link to={verdictAddress({ kind: 'household', id: household.id })}>{t('verdict')}</Link>
      ) : null}
      <Suspense>
        {open === 'contact' ? <ContactDrawer household={household} open onClose={close} /> : null}
        {open === 'proposal' ? <ProposalDrawer household={household} open onClose={close} /> : null}
      </Suspense>
    </>
  );
}

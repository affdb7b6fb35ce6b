import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { Subject } from '../../../../api/identification/screening.js';
import { useMessages } from '../../../../i18n/messages.js';
import { verdictMessages } from './verdict.messages.js';

const ReportDrawer = lazy(async () => ({ default: (await import('../decision/ReportDrawer.js')).ReportDrawer }));

export function ReportButton({ subject }: { readonly subject: Subject }) {
  const t = useMessages(verdictMessages);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('report')}</Button>
      <Suspense>{isOpen ? <ReportDrawer subject={subject} onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { confirmTotp, startTotp, type AccountRow } from '../../../api/gateway/accounts.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { myAccountMessages } from './my-account.messages.js';

export function TotpPanel({ account }: { readonly account: AccountRow }) {
  const t = useMessages(myAccountMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const start = useCommand((_: undefined) => startTotp());
  const confirm = useCommand(
    ({ enrolment, code }: { enrolment: string; code: string }, key) => confirmTotp(enrolment, code, key),
    () => {
      void message.success(t('confirmed'));
      start.forget();
      void client.invalidateQueries({ queryKey: ['own-account'] });
    },
  );
  const enrolment = start.result;
  return (
    <section className="panel" aria-label={t('totp')}>
      <h2>{t('totp')}</h2>
      <p>{t(account.secondFactor ? 'totpOn' : 'totpOff')}</p>
      {enrolment ? (
        <div className="stack" style={{ gap: 8, marginTop: 8 }}>
          <p>{t('scan')}</p>
          <img src={pictureAddress(enrolment.picture)} alt={t('scan')} width={200} height={200} />
          <code>{enrolment.secret}</code>
          <Form
            layout="inline"
            style={{ rowGap: 8 }}
            onFinish={({ code }: { code: string }) => confirm.run({ enrolment: enrolment.enrolment, code: code.trim() })}
          >
            <Form.Item name="code" label={t('code')} rules={[{ required: true, pattern: /^\s*\d{6}\s*$/, message: t('codeWrong') }]}>
              <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} style={{ width: 120 }} />
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={confirm.isPending}>
              {t('confirm')}
            </Button>
          </Form>
        </div>
      ) : (
        <Button style={{ marginTop: 8 }} loading={start.isPending} onClick={() => start.run(undefined)}>
          {t(account.secondFactor ? 'startAgain' : 'start')}
        </Button>
      )}
      {start.problem ? <ProblemView error={start.problem} /> : null}
      {confirm.problem ? <ProblemView error={confirm.problem} /> : null}
    </section>
  );
}

/** An image may not run scripts, inlined markup could. */
function pictureAddress(svg: string): string {
  return svg.startsWith('data:') ? svg : `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

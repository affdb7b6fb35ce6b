import { fireEvent, screen, waitFor } from '@testing-library/react';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { UploadForm } from './UploadForm.js';

const fail = (): never => {
  throw new Error('not sent yet');
};

describe('the workbook to import', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(() => ({ status: 202, body: { id: 'batch' } }));
  });
  afterEach(() => server.restore());

  it('is not one CSV: half of a workbook is refused before it is sent, with the way to send both halves', async () => {
    draw(<UploadForm />, { session: { ...officer, permissions: ['import.upload'] } });
    const chosen = (name: string) =>
      fireEvent.change(document.querySelector('input[type=file]') as HTMLInputElement, { target: { files: [new File(['x'], name)] } });
    const upload = await screen.findByRole('button', { name: '上传并核对' });
    chosen('贫困户.csv');
    await screen.findByText(/两张表压缩成一个 \.zip 再选/);
    expect((upload as HTMLButtonElement).disabled).toBe(true);
    chosen('两张表.zip');
    await screen.findByText('两张表.zip');
    fireEvent.click(upload);
    const sent = await waitFor(() => server.sent.find(({ method }) => method === 'POST') ?? fail());
    expect(sent.headers.get('content-type')).toBe('application/zip');
    expect(screen.getByRole('link', { name: 'CSV 空白表（家庭成员）' }).getAttribute('href')).toMatch(/sheet=members$/);
  });
});

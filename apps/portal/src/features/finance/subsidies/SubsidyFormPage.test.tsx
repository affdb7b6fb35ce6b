import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { SubsidyFormPage } from './SubsidyFormPage.js';

const scheme = {
  ...{ code: 'reward-2016', nameZh: '2016年办法', nameEn: 'scheme', isOpen: true, evidence: [] },
  products: [{ product: 'vegetables', nameZh: '蔬菜', unit: 'centiMu', minimum: 200, ratesFen: [50_000], capQuantity: 1_000 }],
};
const project = {
  ...{ id: 'c1', householdId: 'h1', householdNumber: 'H0001', headName: '刘春华', villageCode: '360781102208' },
  ...{ product: 'vegetables', stage: 1, quantity: 400, unit: 'centiMu', acceptedOn: '2016-03-20', document: '瑞果验〔2016〕3号' },
};
const record = {
  ...{ id: 's1', version: 4, schemeCode: 'reward-2016', householdId: 'h1', headName: '刘春华', villageCode: '360781102208' },
  ...{ product: 'vegetables', stage: 1, quantity: 300, unit: 'centiMu', parcel: '门前田', parcelVillage: '360781102209', claim: null },
};
const waits = {
  ...{ kind: 'projectWaits', zh: '产业部门已验收该户的同一项目', en: 'accepted', claimId: 'c1', applicationId: null },
  ...{ next: { zh: '是这一项的，请选中该验收项目申请。', en: 'apply by it' }, householdNumber: null, headName: null },
};
const similar = {
  ...{ kind: 'similarName', zh: '村里已有名称相近的地块“门前田东丘”。', en: 'similar', claimId: null, applicationId: 'a9' },
  ...{ next: { zh: '是同一地块的，请填写相同的名称。', en: 'same name' }, householdNumber: 'H0002', headName: '赖金生' },
};
const village = (code: string, name: string) => ({ code, name, level: 'village', kind: 'village', parentCode: code.slice(0, 9) });
const session = { ...officer, permissions: ['subsidy.read', 'subsidy.write'] };
const page = (at: string) =>
  draw(
    <Routes>
      <Route path="/finance/subsidies/new" element={<SubsidyFormPage />} />
      <Route path="/finance/subsidies/:id/edit" element={<SubsidyFormPage />} />
      <Route path="*" element={<p>elsewhere</p>} />
    </Routes>,
    { at, session },
  );

describe('an application that may be there already', () => {
  let server: ReturnType<typeof recordedServer>;
  let found: { digest: string; findings: object[] };
  beforeEach(() => {
    found = { digest: 'd1', findings: [waits, similar] };
    server = recordedServer(({ url, method }) => {
      if (url.includes('/divisions')) return { body: { items: [village('360781102208', '凤岗村'), village('360781102209', '隔壁村')] } };
      if (url.endsWith('/subsidy-schemes')) return { body: { items: [scheme] } };
      if (url.endsWith('/subsidy-projects')) return { body: { items: [project] } };
      if (url.endsWith('/possible-duplicates')) return { body: found };
      if (method === 'PUT') return { body: record };
      return url.endsWith('/subsidy-applications/s1') ? { body: record } : undefined;
    });
  });
  afterEach(() => server.restore());
  const asked = () => server.sent.filter(({ url }) => url.endsWith('/possible-duplicates')).map(({ body }) => JSON.parse(body) as object);
  const put = () => server.sent.filter(({ method }) => method === 'PUT').map(({ body }) => JSON.parse(body) as object);

  it('shows what is there and asks why this is another one, before it is sent', async () => {
    page('/finance/subsidies/s1/edit');
    expect(await screen.findByText('产业部门已验收该户的同一项目')).toBeTruthy();
    expect(screen.getByText('赖金生（H0002）')).toBeTruthy();
    expect(screen.getByRole('link', { name: '查看该申请' }).getAttribute('href')).toBe('/finance/subsidies/a9');
    const about = { schemeCode: 'reward-2016', householdId: 'h1', applicationId: 's1', product: 'vegetables', stage: 1, parcel: '门前田' };
    expect(asked().at(-1)).toEqual({ ...about, parcelVillage: '360781102209' });
    fireEvent.change(screen.getByLabelText('更正理由'), { target: { value: '面积填错' } });
    fireEvent.click(screen.getByRole('button', { name: '提交更正' }));
    expect(await screen.findByText('请写明为什么是另一处')).toBeTruthy();
    expect(put()).toEqual([]);
    fireEvent.change(screen.getByLabelText('为什么是另一处'), { target: { value: '在河对岸，另一块' } });
    fireEvent.click(screen.getByRole('button', { name: '提交更正' }));
    await waitFor(() => expect(put()).toHaveLength(1));
    expect(put()[0]).toMatchObject({ parcelVillage: '360781102209', possibleDuplicates: { digest: 'd1', reason: '在河对岸，另一块' } });
  });

  it('asks again once another name is written, and nothing when there is no possible duplicate', async () => {
    found = { digest: 'd0', findings: [] };
    page('/finance/subsidies/s1/edit');
    const name = await screen.findByLabelText('地块（设施）名称');
    fireEvent.change(name, { target: { value: '樟树下' } });
    fireEvent.blur(name);
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ parcel: '樟树下' }));
    expect(screen.queryByLabelText('为什么是另一处')).toBeNull();
    fireEvent.change(screen.getByLabelText('更正理由'), { target: { value: '名称填错' } });
    fireEvent.click(screen.getByRole('button', { name: '提交更正' }));
    await waitFor(() => expect(put()).toHaveLength(1));
    expect(put()[0]).not.toHaveProperty('possibleDuplicates');
  });
});

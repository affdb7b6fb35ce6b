import { answersOffline } from './addresses.js';

const own = 'https://jingzhun.example';
const ask = (address: string) => answersOffline(new URL(address, own), own);

describe('the worker of the phone', () => {
  it.each(['/survey', '/survey/', '/survey/outbox', '/survey/households/1'])('opens %s from the phone', (address) => {
    expect(ask(address)).toBe('always');
  });
  it.each(['/', '/identification/work', '/account', '/surveys'])('asks the network for %s first', (address) => {
    expect(ask(address)).toBe('when-offline');
  });
  it.each([
    '/api/identification/v1/households',
    '/auth/sign-in?returnTo=/survey',
    '/auth/callback',
    '/oidc/auth',
    '/public',
    '/public/notices/1',
    '/healthz',
    '/metrics',
    '/assets/index.js',
    '/survey.html',
    'https://elsewhere.example/survey',
  ])('never stands before %s', (address) => {
    expect(ask(address)).toBe('never');
  });
});

/// <reference lib="webworker" />
import { matchPrecache, precacheAndRoute, cleanupOutdatedCaches } from 'workbox-precaching';
import { answersOffline } from './addresses.js';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

/**
 * Keeps the files of the survey app and nothing else: no answer of a service, nothing about a person is ever put into a cache. Requests
 * to services and sign-in pages are not even looked at.
 */
cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false });

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode !== 'navigate') return;
  const how = answersOffline(new URL(request.url), self.location.origin);
  if (how === 'never') return;
  event.respondWith(how === 'always' ? shell(request) : fetch(request).catch(() => shell(request)));
});

/** One consistent set of files, as it was installed. */
const shell = async (request: Request): Promise<Response> => (await matchPrecache('/survey.html')) ?? fetch(request);

// the person decides when the new version takes over
self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

import type { RequestHandler } from 'express';
import { asyncApiDocument, type AsyncApiDocument } from '@jingzhun/events/async-api';
import { EVENTS } from '@jingzhun/events/catalog';
import { SUBSCRIPTIONS } from '@jingzhun/events/subscriptions';

/** What integrators can listen to: contracts only, no data, so everybody may read it. */
export function eventCatalogue(): RequestHandler {
  let document: AsyncApiDocument | undefined;
  return (_request, response) => {
    document ??= asyncApiDocument({ events: EVENTS, subscriptions: SUBSCRIPTIONS, version: '1' });
    response.json(document);
  };
}

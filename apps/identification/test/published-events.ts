export { eventsPublished, type PublishedEvent } from '@jingzhun/messaging/testing';

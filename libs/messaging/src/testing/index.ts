export { startLocalNats, type LocalNats } from './local-nats.js';
export { MemoryOutbox, type RememberedMessage } from './memory-outbox.js';
export { startMessaging, type TestMessaging } from './messaging-app.js';
export { outboxEmpty, outboxSize, publishAndWait } from './publish-and-wait.js';
export { until } from './until.js';
export { eventsPublished, type PublishedEvent } from './published-events.js';

export { run } from '@jingzhun/persistence';

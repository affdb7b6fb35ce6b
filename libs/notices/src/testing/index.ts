export { PerNoticeLimit } from '../public/public-limits.js';

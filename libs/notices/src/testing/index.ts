export { PerNoticeLimit, StatusLimit } from '../public/public-limits.js';

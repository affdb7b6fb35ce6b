export { describeDepartmentService, type DepartmentService } from './department-service.contract.js';

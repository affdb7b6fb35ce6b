import { chooseRoles } from './exclusive-roles.js';

describe('roles that exclude each other', () => {
  it('lets officers hold several roles', () => {
    expect(chooseRoles(['village-cadre'], ['village-cadre', 'township-officer'])).toEqual({ roles: ['village-cadre', 'township-officer'] });
  });

  it('leaves an administrator alone', () => {
    expect(chooseRoles(['county-officer'], ['county-officer', 'auditor'])).toEqual({ roles: ['auditor'], because: 'auditor' });
  });

  it('takes the administrator away when another role is chosen', () => {
    expect(chooseRoles(['auditor'], ['leader', 'auditor'])).toEqual({ roles: ['leader'], because: 'auditor' });
  });
});

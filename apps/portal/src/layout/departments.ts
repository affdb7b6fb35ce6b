import { useCallback } from 'react';
import { useMessages } from '../i18n/messages.js';
import { departmentMessages } from './departments.messages.js';

export const departments = ['identification', 'industry', 'finance', 'relocation', 'medical', 'accountability'] as const;
export type Department = (typeof departments)[number];

/** Departments that keep a copy of the register and hear of every change. */
export const informedDepartments: readonly Department[] = departments.filter((department) => department !== 'identification');

export type Place = Department | 'gateway';

export function isPlace(value: string | undefined): value is Place {
  return value === 'gateway' || departments.some((department) => department === value);
}

export function useDepartmentName(): (department: string) => string {
  const t = useMessages(departmentMessages);
  return useCallback((department: string) => (isPlace(department) ? t(department) : department), [t]);
}

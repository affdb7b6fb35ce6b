import { useQuery } from '@tanstack/react-query';
import { listRegisters, readRegisterImport } from '../../../api/identification/registers.js';

export const useRegisters = () => useQuery({ queryKey: ['registers'], queryFn: ({ signal }) => listRegisters(signal) });

/** One extract, asked about again while it is being matched. */
export const useRegisterImport = (id: string) =>
  useQuery({
    queryKey: ['register-import', id],
    queryFn: ({ signal }) => readRegisterImport(id, signal),
    refetchInterval: (current) => (current.state.data?.state === 'received' ? 1_500 : false),
  });

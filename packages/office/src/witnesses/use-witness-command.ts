import { call, routes } from '@mingjing/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { newId } from '../forms/new-id.ts';
import { ofBureau } from '../parts/acted-for.tsx';

/** Sends the naming or the ending of a witness; one id stays until it is done, so that a retry is harmless. */
export function useWitnessCommand(bureau: string, version: number, onDone: () => void) {
  const cache = useQueryClient();
  const id = useRef(newId());
  return useMutation({
    mutationFn: (command: object) =>
      call('POST', `${routes.witnesses}${ofBureau(bureau)}`, {
        id: id.current,
        expectedVersion: version,
        command,
      }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['witnesses'] });
      onDone();
    },
    onError: () => {
      id.current = newId();
    },
  });
}

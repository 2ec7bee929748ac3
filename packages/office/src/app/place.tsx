import { call, type Me, routes } from '@mingjing/api';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { ProblemNote } from '../parts/problem-note.tsx';
import { paths } from './paths.ts';

/** Says on every page in whose place the person acts, and leads back to the own bureau. */
export function PlaceStripe({ me }: { readonly me: Me }) {
  const own = me.places.find((place) => place.own);
  if (own === undefined || own.now) return null;
  return (
    <section className="place-stripe" aria-label="以原机关办理">
      <p>
        正在办理由{own.name}承继的“{me.bureau.name}”的案件和公示
      </p>
      <PlaceButton bureau={own.id} label={`回到${own.name}`} />
    </section>
  );
}

/** Changes in whose place the person acts; a fresh page forgets everything that was shown before. */
export function PlaceButton({ bureau, label }: { readonly bureau: string; readonly label: string }) {
  const move = useMutation({
    mutationFn: () => call('POST', routes.sessionBureau, { bureau }),
    onSuccess: () => window.location.assign(paths.worklist),
  });
  return (
    <>
      <Button size="small" loading={move.isPending} onClick={() => move.mutate()}>
        {label}
      </Button>
      {move.error ? <ProblemNote error={move.error} /> : null}
    </>
  );
}

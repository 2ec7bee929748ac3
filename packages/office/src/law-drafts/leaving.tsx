import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';

/** Going elsewhere saves first; only what cannot be saved asks whether it may be lost. */
export function Leaving({
  unsaved,
  flush,
}: {
  readonly unsaved: boolean;
  readonly flush: () => Promise<boolean>;
}) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsaved]);
  const { state } = blocker;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once each time somebody wants to leave
  useEffect(() => {
    if (state !== 'blocked') return;
    flush().then((saved) => {
      if (saved) blocker.proceed?.();
    });
  }, [state]);
  if (state !== 'blocked' || !unsaved) return null;
  return (
    <ConfirmDialog
      title="改动还没有保存"
      okText="不保存，离开"
      stayText="留下，接着改"
      pending={false}
      error={null}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      <p>连不上服务器，或者有一部分的文本还没有改对。离开以后，没有保存的改动会丢失。</p>
    </ConfirmDialog>
  );
}

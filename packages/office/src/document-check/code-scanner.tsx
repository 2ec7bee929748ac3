import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { readPicture } from './read-picture.ts';

/** Reads a two-dimensional code by the camera; where the browser may not use one it says so. */
export function CodeScanner({ onRead }: { readonly onRead: (text: string) => void }) {
  const [open, setOpen] = useState(false);
  // Over plain HTTP a browser hands out no camera.
  if (navigator.mediaDevices === undefined)
    return <p className="quiet">这里不能用摄像头扫码，请选一张照片。</p>;
  if (!open)
    return (
      <div className="form-end">
        <Button onClick={() => setOpen(true)}>用摄像头扫码</Button>
      </div>
    );
  return (
    <Camera
      onRead={(text) => {
        setOpen(false);
        onRead(text);
      }}
      onClose={() => setOpen(false)}
    />
  );
}

function Camera({
  onRead,
  onClose,
}: {
  readonly onRead: (text: string) => void;
  readonly onClose: () => void;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const [fault, setFault] = useState('');
  const read = useRef(onRead);
  read.current = onRead;
  useEffect(() => {
    const stop = new AbortController();
    watchCamera(video.current, stop.signal).then(
      (text) => text !== undefined && read.current(text),
      () => setFault('摄像头打不开：没有摄像头，或者浏览器没有允许使用。'),
    );
    return () => stop.abort();
  }, []);
  return (
    <div className="spaced">
      {fault === '' ? (
        <video
          ref={video}
          className="scanner"
          muted
          playsInline
          aria-label="摄像头画面，把二维码放在画面中间"
        />
      ) : (
        <p role="alert">{fault}</p>
      )}
      <Button onClick={onClose}>关闭摄像头</Button>
    </div>
  );
}

/** Looks at the picture until a code is in it; the camera is let go whatever happens. */
async function watchCamera(video: HTMLVideoElement | null, stop: AbortSignal): Promise<string | undefined> {
  if (video === null) return undefined;
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
  });
  try {
    video.srcObject = stream;
    await video.play();
    while (!stop.aborted) {
      const text = readPicture(video, video.videoWidth, video.videoHeight);
      if (text !== undefined) return text;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return undefined;
  } catch (error) {
    if (stop.aborted) return undefined;
    throw error;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
